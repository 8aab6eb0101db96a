"""Writes the tables beside it as Python's csv module and pandas do. Python 3 with pandas; the files are in the repository."""

import csv
import pathlib

import numpy
import pandas

here = pathlib.Path(__file__).parent
rows = numpy.random.default_rng(7).multivariate_normal([170, 70], [[81, 50], [50, 100]], 400).round(2)

with open(here / "csv.csv", "w", newline="", encoding="utf-8") as file:
    csv.writer(file).writerows([["height", "weight"], *rows.tolist()])

with open(here / "excel.csv", "w", newline="", encoding="utf-8-sig") as file:
    writer = csv.writer(file, dialect="excel", delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerows([["Größe", "Gewicht"], *[[str(one).replace(".", ",") for one in row] for row in rows.tolist()]])

table = pandas.DataFrame(rows, columns=["height", "weight"])
table["name"] = [f"person, {index}" for index in range(len(table))]
table.to_csv(here / "pandas.csv")
table.to_csv(here / "pandas-german.csv", sep=";", decimal=",", index=False, encoding="utf-8-sig")
numpy.savetxt(here / "numpy.txt", rows)
