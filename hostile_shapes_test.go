package scale_test

import (
	"database/sql"
	"fmt"
	"strings"
)

// hostileShape is a statement of about a megabyte, or of as many parts as make a
// megabyte of ordinary statements.
type hostileShape struct {
	name string
	n    int // how often what repeats is repeated
	text func(n int) string
	args func(n int) []any
	want string // a part of the error, "" if the statement works
}

// repeated joins n parts, of which each %d is the number.
func repeated(format, sep string, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(sep)
		}
		b.WriteString(strings.ReplaceAll(format, "%d", fmt.Sprint(i)))
	}
	return b.String()
}

// around puts what repeats between two texts.
func around(before, format, sep, after string) func(int) string {
	return func(n int) string { return before + repeated(format, sep, n) + after }
}

// nested puts n openings before a text and n endings behind it.
func nested(before, open, middle, shut, after string) func(int) string {
	return func(n int) string {
		return before + strings.Repeat(open, n) + middle + strings.Repeat(shut, n) + after
	}
}

// manyNumbers are n arguments.
func manyNumbers(n int) []any {
	args := make([]any, n)
	for i := range args {
		args[i] = i
	}
	return args
}

// hostileShapes are what somebody who can choose a statement's text, or a program with
// a mistake in a loop, may send.
var hostileShapes = []hostileShape{
	// One long token.
	{"string", 1 << 20, nested("SELECT id FROM people WHERE Nom = '", "x", "'", "", ""), nil, ""},
	{"string selected", 1 << 20, nested("SELECT '", "x", "'", "", ""), nil, ""},
	{"string of quotes", 1 << 19, nested("SELECT id FROM people WHERE Nom = '", "''", "'", "", ""), nil, ""},
	{"string of backslashes", 1 << 19, nested("SELECT id FROM people WHERE Nom = '", `\\`, "'", "", ""), nil, ""},
	{"strings side by side", 300_000, around("SELECT id FROM people WHERE Nom = ", "'a'", " ", ""), nil, ""},
	{"digits", 1 << 20, nested("SELECT id FROM people WHERE Age = ", "9", "", "", ""), nil, "more than 1000 characters"},
	{"digits behind a point", 1 << 20, nested("SELECT id FROM people WHERE Solde = 0.", "9", "", "", ""), nil, "more than 1000 characters"},
	{"digits computed", 1 << 20, nested("SELECT 1 + ", "9", "", "", ""), nil, "more than 1000 characters"},
	{"digits in a string", 1 << 20, nested("SELECT id FROM people WHERE Age = '", "9", "'", "", ""), nil, ""},
	{"hexadecimal", 1 << 19, nested("SELECT id FROM people WHERE Nom = x'", "41", "'", "", ""), nil, ""},
	{"column's name", 1 << 20, nested("SELECT ", "n", "", "", " FROM people"), nil, "unknown column"},
	{"table's name", 1 << 20, nested("SELECT id FROM ", "n", "", "", ""), nil, "unknown object"},
	{"alias", 1 << 20, nested("SELECT id AS ", "n", "", "", " FROM people"), nil, ""},
	{"function's name", 1 << 20, nested("SELECT ", "f", "(1)", "", ""), nil, "function FFFF"},
	{"LIKE of %", 1 << 20, nested("SELECT id FROM people WHERE Nom LIKE '", "%", "'", "", ""), nil, ""},
	{"LIKE of _", 1 << 20, nested("SELECT id FROM people WHERE Nom LIKE '", "_", "'", "", ""), nil, ""},
	{"LIKE of %a", 1 << 19, nested("SELECT UPPER(Nom) FROM people WHERE UPPER(Nom) LIKE '", "%a", "'", "", ""), nil, ""},
	{"REGEXP", 1 << 19, nested("SELECT id FROM people WHERE UPPER(Nom) REGEXP '", "a*", "'", "", ""), nil, ""},
	{"REGEXP nested", 10_000, nested("SELECT id FROM people WHERE UPPER(Nom) REGEXP '", "(", "", ")*", "'"), nil, "nests too deeply"},

	// White space, comments and what is never closed.
	{"spaces", 1 << 20, nested("SELECT", " ", "id FROM people", "", ""), nil, ""},
	{"comment", 1 << 20, nested("SELECT /*", "x", "*/ id FROM people", "", ""), nil, ""},
	{"comments", 1 << 18, nested("SELECT ", "/**/", "id FROM people", "", ""), nil, ""},
	{"lines of comments", 1 << 18, nested("SELECT ", "-- \n", "id FROM people", "", ""), nil, ""},
	{"executable comments", 1 << 17, nested("SELECT ", "/*! */", "id FROM people", "", ""), nil, ""},
	{"open comments", 1 << 19, nested("SELECT id FROM people ", "/*", "", "", ""), nil, "this comment does not end"},
	{"open string", 1 << 20, nested("SELECT '", "x", "", "", ""), nil, "this string does not end"},
	{"odd quotes", 1<<20 + 1, nested("SELECT ", "'", "", "", ""), nil, "this string does not end"},
	{"quotes", 1 << 19, nested("SELECT ", "''", "", "", ""), nil, ""},
	{"backslashes", 1 << 20, nested("SELECT '", `\`, "", "", ""), nil, "this string does not end"},
	{"backticks", 1<<20 + 1, nested("SELECT ", "`", "", "", ""), nil, "this quoted name does not end"},
	{"semicolons", 1 << 20, nested("SELECT 1", ";", "", "", ""), nil, ""},
	{"commas", 1 << 20, nested("SELECT 1", ",", "", "", ""), nil, "expected an expression"},
	{"NUL bytes", 1 << 20, nested("SELECT ", "\x00", "", "", ""), nil, "NUL"},

	// Long lists.
	{"columns", 50_000, around("SELECT ", "Nom", ",", " FROM people"), nil, "too many columns"},
	{"columns of the engine", 50_000, around("SELECT ", "UPPER(Nom)", ",", " FROM people"), nil, "too many columns"},
	{"constants", 50_000, around("SELECT ", "%d", ",", ""), nil, "too many columns"},
	{"stars", 50_000, around("SELECT ", "people.*", ",", " FROM people"), nil, "too many columns"},
	{"ORDER BY", 50_000, around("SELECT id FROM people ORDER BY ", "Nom", ",", ""), nil, "too many terms in ORDER BY"},
	{"ORDER BY expressions", 50_000, around("SELECT id FROM people ORDER BY ", "Age + %d", ",", ""), nil, "more than 20000 constants"},
	{"GROUP BY", 50_000, around("SELECT COUNT(*) FROM people GROUP BY ", "Age + %d", ",", ""), nil, "more than 20000 constants"},
	{"aliases and ORDER BY", 2_000, func(n int) string {
		return "SELECT " + repeated("Age + %d AS a%d", ",", n) + " FROM people ORDER BY " + repeated("a%d", ",", n)
	}, nil, ""},
	{"IN of numbers", 100_000, around("SELECT id FROM people WHERE Age IN (", "%d", ",", ")"), nil, ""},
	{"IN of texts", 100_000, around("SELECT id FROM people WHERE Nom IN (", "'a%d'", ",", ")"), nil, ""},
	{"IN of placeholders", 100_000, around("SELECT id FROM people WHERE Age IN (", "?", ",", ")"), manyNumbers, ""},
	{"NOT IN", 100_000, around("SELECT id FROM people WHERE Age NOT IN (", "%d", ",", ")"), nil, ""},
	{"IN of the engine", 100_000, around("SELECT id FROM people WHERE Age + 1 IN (", "%d", ",", ")"), nil, ""},
	{"IN of placeholders of the engine", 100_000, around("SELECT id FROM people WHERE Age + 1 IN (", "?", ",", ")"), manyNumbers, ""},
	{"IN of rows", 50_000, around("SELECT id FROM people WHERE (Age, id) IN (", "(%d, %d)", ",", ")"), nil, "more than 20000 constants"},
	{"IN of columns", 100_000, around("SELECT id FROM people WHERE 1 IN (", "Age", ",", ")"), nil, ""},
	{"arguments of a function", 100_000, around("SELECT CONCAT(", "%d", ",", ")"), nil, "more than 20000 constants"},
	{"arguments with columns", 50_000, around("SELECT COALESCE(", "Age", ",", ") FROM people"), nil, "too many arguments"},
	{"WHENs", 50_000, around("SELECT CASE Age ", "WHEN %d THEN %d", " ", " END FROM people"), nil, "more than 20000 constants"},
	{"GROUP_CONCAT", 50_000, around("SELECT GROUP_CONCAT(", "Nom", ",", ") FROM people"), nil, "too many arguments"},
	{"names of arguments", 50_000, around("SELECT id FROM people WHERE Age IN (", ":a%d", ",", ")"), namedNumbers, ""},

	// Long chains.
	{"AND", 100_000, around("SELECT id FROM people WHERE ", "Age <> %d", " AND ", ""), nil, "operators in a row"},
	{"AND within the limit", 40_000, around("SELECT id FROM people WHERE ", "Age <> %d", " AND ", ""), nil, "more than 20000 constants"},
	{"OR", 100_000, around("SELECT id FROM people WHERE ", "Age = %d", " OR ", ""), nil, "operators in a row"},
	{"OR of one column", 40_000, around("SELECT id FROM people WHERE ", "Age = %d", " OR ", ""), nil, ""},
	{"OR of two columns", 20_000, around("SELECT id FROM people WHERE ", "Age = %d OR Solde = %d", " OR ", ""), nil, "more than 20000 constants"},
	{"OR of ANDs", 20_000, around("SELECT id FROM people WHERE ", "Age = %d AND Solde = %d", " OR ", ""), nil, "more than 20000 constants"},
	{"OR of LIKEs", 40_000, around("SELECT id FROM people WHERE ", "Nom LIKE '%%d%'", " OR ", ""), nil, "more than 20000 constants"},
	{"AND of ORs", 20_000, around("SELECT id FROM people WHERE ", "(Age = %d OR Solde = %d)", " AND ", ""), nil, "more than 20000 constants"},
	{"AND of the engine", 900, around("SELECT id FROM people WHERE ", "Age + 1 <> %d", " AND ", ""), nil, ""},
	{"AND beyond the engine", 40_000, around("SELECT id FROM people WHERE ", "Age + 1 <> %d", " AND ", ""), nil, "more than 20000 constants"},
	{"OR beyond the engine", 40_000, around("SELECT id FROM people WHERE ", "Age + 1 = %d", " OR ", ""), nil, "more than 20000 constants"},
	{"sum", 100_000, around("SELECT ", "%d", "+", ""), nil, "operators in a row"},
	{"sum within the limit", 40_000, around("SELECT ", "%d", "+", ""), nil, "deeper than 1000 levels"},
	{"sum of columns", 40_000, around("SELECT ", "Age", "+", " FROM people"), nil, "deeper than 1000 levels"},
	{"sum of few columns", 500, around("SELECT ", "Age", "+", " FROM people WHERE id = 0"), nil, ""},
	{"product", 40_000, around("SELECT ", "%d", "*", ""), nil, "deeper than 1000 levels"},
	{"comparisons", 40_000, around("SELECT ", "%d", "=", ""), nil, "nest too deeply"},
	{"XOR", 40_000, around("SELECT id FROM people WHERE ", "Age", " XOR ", ""), nil, "nest too deeply"},
	{"COLLATE", 40_000, around("SELECT Nom", " COLLATE utf8_bin", "", " FROM people"), nil, "deeper than 1000 levels"},
	{"INTERVAL", 40_000, around("SELECT Vu", " + INTERVAL 1 DAY", "", " FROM people"), nil, "deeper than 1000 levels"},
	{"UNION", 20_000, around("", "SELECT %d", " UNION ", ""), nil, "queries in a UNION"},
	{"UNION within the limit", 990, around("", "SELECT %d", " UNION ", ""), nil, "too many terms"},
	{"UNION of an object", 990, around("", "SELECT Nom FROM people", " UNION ALL ", ""), nil, "too many terms"},
	{"joins", 20_000, around("SELECT 1 FROM ", "people p%d", " JOIN ", ""), nil, "more than 1000 joins"},
	{"joins within the limit", 900, around("SELECT 1 FROM ", "people p%d", " JOIN ", ""), nil, "too many FROM clause terms"},
	{"joins of 64", 64, around("SELECT 1 FROM ", "people p%d", " JOIN ", " WHERE p0.id = 0"), nil, ""},
	{"commas between tables", 20_000, around("SELECT 1 FROM ", "people p%d", ", ", ""), nil, "more than 1000 tables"},
	{"objects", 20_000, around("SELECT 1 FROM ", "people%d", ", ", ""), nil, "more than 1000 tables"},
	{"USING", 50_000, around("SELECT 1 FROM people a JOIN people b USING (", "Nom", ",", ")"), nil, "each side of the join"},
	{"subqueries side by side", 20_000, around("SELECT ", "(SELECT %d)", ",", ""), nil, "too many columns"},
	{"EXISTS side by side", 10_000, around("SELECT id FROM people WHERE ", "EXISTS (SELECT 1 FROM people)", " AND ", ""), nil, ""},
	{"statements", 50_000, around("", "SELECT %d", ";", ""), nil, "a second statement follows"},

	// Deep nests.
	{"parentheses", 10_000, nested("SELECT ", "(", "1", ")", ""), nil, "deeper than 190"},
	{"parentheses within the limit", 180, nested("SELECT ", "(", "1", ")", ""), nil, ""},
	{"parentheses never closed", 1 << 20, nested("SELECT ", "(", "", "", ""), nil, "deeper than 190"},
	{"parentheses never opened", 1 << 20, nested("SELECT 1", "", "", ")", ""), nil, "closes none"},
	{"NOT", 10_000, nested("SELECT id FROM people WHERE ", "NOT ", "Age", "", ""), nil, "deeper than 400"},
	{"!", 10_000, nested("SELECT id FROM people WHERE ", "!", "Age", "", ""), nil, "deeper than 400"},
	{"NOT within the limit", 150, nested("SELECT id FROM people WHERE ", "NOT ", "Age = 1", "", ""), nil, ""},
	{"NOT in parentheses", 150, nested("SELECT id FROM people WHERE ", "NOT (Age = 2 OR ", "Age = 1", ")", ""), nil, ""},
	{"minus", 10_000, nested("SELECT ", "- ", "1", "", ""), nil, "deeper than 400"},
	{"minus within the limit", 150, nested("SELECT ", "- ", "Age", "", " FROM people WHERE id = 3"), nil, ""},
	{"CASE", 10_000, nested("SELECT ", "CASE 1 WHEN 1 THEN ", "1", " END", ""), nil, "deeper than 400"},
	{"CASE within the limit", 150, nested("SELECT ", "CASE Age WHEN 1 THEN ", "1", " END", " FROM people"), nil, ""},
	{"functions", 10_000, nested("SELECT ", "ABS(", "1", ")", ""), nil, "deeper than 190"},
	{"functions within the limit", 180, nested("SELECT ", "UPPER(", "Nom", ")", " FROM people"), nil, ""},
	{"IFs of two branches", 180, nested("SELECT ", "IF(Age, ", "Nom", ", 1)", " FROM people"), nil, ""},
	{"COALESCE of two", 180, nested("SELECT ", "COALESCE(", "Age", ", Solde)", " FROM people"), nil, ""},
	{"NULLIF", 60, nested("SELECT ", "NULLIF(", "Age", ", 1)", " FROM people"), nil, "parts of it are repeated"},
	{"BETWEEN", 60, nested("SELECT ", "(", "Age", " BETWEEN 1 AND Age)", " FROM people"), nil, "parts of it are repeated"},
	{"comparisons of comparisons", 60, nested("SELECT ", "(", "Age", " = Solde)", " FROM people"), nil, ""},
	{"<=> nested", 60, nested("SELECT ", "(", "Age", " <=> Solde)", " FROM people"), nil, ""},
	{"XOR nested", 60, nested("SELECT ", "(", "Age", " XOR Solde)", " FROM people"), nil, ""},
	{"DIV nested", 60, nested("SELECT ", "(", "Age", " DIV Solde)", " FROM people"), nil, "out of range"},
	{"GREATEST nested", 60, nested("SELECT ", "GREATEST(", "Age", ", Solde, 1)", " FROM people"), nil, ""},
	{"IN nested", 60, nested("SELECT ", "(", "Age", " IN (1, 2, Solde))", " FROM people"), nil, "parts of it are repeated"},
	{"CASE of CASE", 60, nested("SELECT ", "CASE ", "Age", " WHEN 1 THEN Solde WHEN 2 THEN Nom ELSE 3 END", " FROM people"), nil, "parts of it are repeated"},
	{"subqueries", 10_000, nested("SELECT ", "(SELECT ", "1", ")", ""), nil, "deeper than 190"},
	{"subqueries within the limit", 90, nested("SELECT ", "(SELECT ", "1", ")", ""), nil, "maximum depth 1000"},
	{"derived tables", 10_000, nested("SELECT 1 FROM ", "(SELECT 1 FROM ", "people", ") t", ""), nil, "deeper than 190"},
	{"derived tables within the limit", 90, nested("SELECT 1 FROM ", "(SELECT Nom FROM ", "people", ") t", ""), nil, ""},
	{"stars of derived tables", 90, nested("SELECT * FROM ", "(SELECT * FROM ", "people", ") t", ""), nil, ""},
	{"IN of subqueries", 90, nested("SELECT id FROM people WHERE ", "id IN (SELECT id FROM people WHERE ", "Age = 1", ")", ""), nil, ""},
	{"parenthesised joins", 10_000, nested("SELECT 1 FROM ", "(", "people", ")", ""), nil, "deeper than 190"},
	{"parenthesised UNIONs", 10_000, nested("", "(", "SELECT 1", ") UNION SELECT 1", ""), nil, "deeper than 190"},
	{"parenthesised UNIONs within the limit", 100, nested("", "(", "SELECT 1", " UNION SELECT 2)", ""), nil, ""},

	// Writes.
	{"VALUES", 100_000, around("INSERT INTO people (Nom, Age) VALUES ", "('a%d', %d)", ",", ""), nil, ""},
	{"VALUES of placeholders", 100_000, around("INSERT INTO people (Age) VALUES ", "(?)", ",", ""), manyNumbers, ""},
	{"VALUES of expressions", 50_000, around("INSERT INTO people (Age) VALUES ", "(1 + %d)", ",", ""), nil, ""},
	{"VALUES of subqueries", 20_000, around("INSERT INTO people (Age) VALUES ", "((SELECT %d))", ",", ""), nil, ""},
	{"VALUES of a long row", 50_000, around("INSERT INTO people (Age) VALUES (", "%d", ",", ")"), nil, "has 50000 values"},
	{"columns written", 50_000, around("INSERT INTO people (", "Nom", ",", ") VALUES (1)"), nil, "values for 50000 columns"},
	{"SETs", 50_000, around("UPDATE people SET ", "Nom = 'a%d'", ",", " WHERE id = 1"), nil, "assigned twice"},
	{"ON DUPLICATE KEY", 50_000, around("INSERT INTO people (Nom) VALUES ('a') ON DUPLICATE KEY UPDATE ", "Nom = 'a%d'", ",", ""), nil, "assigned twice"},
	{"UPDATE of many ids", 100_000, around("UPDATE people SET Nom = 'a' WHERE id IN (", "1%d", ",", ")"), nil, ""},
	{"UPDATE with a long expression", 40_000, around("UPDATE people SET Age = ", "Age", "+", " WHERE id = 3"), nil, "deeper than 1000 levels"},
	{"string written", 1 << 20, nested("INSERT INTO people (Nom) VALUES ('", "x", "'", "", ")"), nil, "at most 50 characters"},
	{"digits written", 1 << 20, nested("INSERT INTO people (Solde) VALUES (", "9", "", "", ")"), nil, "more than 1000 characters"},

	// Others.
	{"SHOW", 1 << 18, nested("SHOW TABLES LIKE 'a", "%", "'", "", ""), nil, ""},
	{"SET", 1 << 18, around("SET ", "a = %d", ", ", ""), nil, "unknown system variable"},
	{"EXPLAIN", 10_000, nested("", "EXPLAIN ", "SELECT 1", "", ""), nil, "expected a table"},
	{"DELETE", 1 << 18, nested("DELETE FROM people WHERE id = ", "1", "", "", ""), nil, "more than 1000 characters"},
}

func namedNumbers(n int) []any {
	args := make([]any, n)
	for i := range args {
		args[i] = sql.Named(fmt.Sprint("a", i), i)
	}
	return args
}
