module github.com/scale-sql/scale

go 1.25.0
