"""What changes what D sees or aims at, or what is drawn from, by the recipe's kinds."""

STABILIZER_KEYS = {
    "labelSmoothing": ["real"],
    "instanceNoise": ["sd", "until"],
    "averagedGenerator": ["decay"],
}


def find_stabilizer(recipe: dict, kind: str) -> dict | None:
    return next((one for one in recipe.get("stabilizers", []) if one["kind"] == kind), None)


def real_label(recipe: dict) -> float:
    """What D aims at for real examples: 1, or less (Salimans et al. 2016, section 3.4)."""
    smoothing = find_stabilizer(recipe, "labelSmoothing")
    return smoothing["real"] if smoothing else 1.0


def blur_at(recipe: dict, done: int) -> float | None:
    """The instance noise's standard deviation after so many steps (Sønderby et al. 2017); None without."""
    noise = find_stabilizer(recipe, "instanceNoise")
    if noise is None:
        return None
    return noise["sd"] * max(0.0, 1 - done / (noise["until"] * recipe["schedule"]["steps"]))
