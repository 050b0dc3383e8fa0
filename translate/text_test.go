package translate

import (
	"database/sql"
	"testing"
	"time"
)

func TestTextComparisons(t *testing.T) {
	checkWhere(t, object(t, contactFields), defaults(), []row{
		{`Nom = 'Dupré'`, nil, `Nom $eq "Dupré"`},
		{`Statut = "client"`, nil, `Statut $eq "client"`},
		{`'Dupré' = Nom`, nil, `Nom $eq "Dupré"`},
		{`Nom <=> 'Dupré'`, nil, `Nom $eq "Dupré"`},
		{`NOT Nom <=> 'Dupré'`, nil, `Nom $neq "Dupré"`},
		{`Nom <> 'Dupré'`, nil, `Nom $neq "Dupré"`},
		{`Nom < 'M'`, nil, `Nom $lt "M"`},
		{`Nom <= 'M'`, nil, `Nom $lte "M"`},
		{`Nom > 'M'`, nil, `Nom $gt "M"`},
		{`Nom >= 'M'`, nil, `Nom $gte "M"`},
		{`Nom >= ''`, nil, `Nom $gte ""`},
		{`Nom BETWEEN 'A' AND 'C'`, nil, `Nom $gte "A" $and Nom $lte "C"`},
		{`Nom NOT BETWEEN 'A' AND 'C'`, nil, `Nom $lt "A" $or Nom $gt "C"`},
		{`Nom = ?`, v("Dupré"), `Nom $eq "Dupré"`},
		{`Nom = ?`, v([]byte("Dupré")), `Nom $eq "Dupré"`},
		{`Nom = :nom`, v(sql.Named("nom", "Dupré")), `Nom $eq "Dupré"`},
		{`Nom = ?`, v(nil), `no request`},
		{`Nom = ''`, nil, `Nom $eq ""`},
		{`Nom <> ''`, nil, `Nom $neq ""`},
		{`Nom IS NULL`, nil, `Nom $eq ""`},
		{`Nom IS NOT NULL`, nil, `Nom $neq ""`},
		{`Nom = 'x,y]['`, nil, `Nom $eq "x,y]["`},
		{`Nom = '50%_*'`, nil, `Nom $eq "50%_*"`},
		{`Nom = 'O''Connor'`, nil, `Nom $eq "O'Connor"`},

		{`Nom IN ('a', 'b', 'a')`, nil, `Nom $in ["a","b"]`},
		{`Nom IN ('a', NULL)`, nil, `Nom $eq "a"`},
		{`Nom IN ('')`, nil, `Nom $eq ""`},
		{`Nom IN ('', 'a')`, nil, `Nom $in ["","a"]`},
		{`Nom NOT IN ('a')`, nil, `Nom $neq "a"`},
		{`Nom NOT IN ('a', 'b')`, nil, `Nom $notin ["a","b"]`},
		{`Nom NOT IN ('a', NULL)`, nil, `no request`},
		{`Nom IN (?, ?)`, v("a", []byte("b")), `Nom $in ["a","b"]`},

		{`Nom = 16`, nil, `unsupported: ...column "Nom" is text and 16 is not: MySQL would compare them as numbers or dates; write the value in quotes`},
		{`Nom = TRUE`, nil, `unsupported: ...is text and 1 is not`},
		{`Nom IN ('a', 16)`, nil, `unsupported: ...in the list, 16: column "Nom" is text and 16 is not`},
		{`Nom = DATE '2020-01-01'`, nil, `unsupported: ...is text and '2020-01-01' is not`},
		{`Nom = ?`, v(time.Unix(0, 0)), `unsupported: ...is text and '1970-01-01 00:00:00' is not`},
		{`Nom`, nil, `unsupported: ...is text and 0 is not`},
		{`Nom IS TRUE`, nil, `unsupported: ...is text and 0 is not`},

		{`Nom = 'a"b'`, nil, `unsupported: ...Nom = 'a\"b': the API states no escaping for one of the value's characters`},
		{`Nom = 'a\\b'`, nil, `unsupported: ...no escaping`},
		{`Nom = 'a$b'`, nil, `unsupported: ...no escaping`},
		{`Nom = 'a\nb'`, nil, `unsupported: ...no escaping`},
		{`Nom = ?`, v("a\xffb"), `unsupported: ...no escaping`},
		{`Nom = 'a '`, nil, `unsupported: ...the value ends with a space, which MySQL ignores and the API may not`},
		{`Nom <> 'a"b'`, nil, `unsupported: ...no escaping`},
		{`Nom IN ('a', 'b"')`, nil, `unsupported: ...no escaping`},
		{`Nom NOT IN ('a', 'b"')`, nil, `unsupported: ...no escaping`},
		{`Nom = Statut`, nil, `unsupported: ...a column with a constant only`},
		{`UPPER(Nom) = 'A'`, nil, `unsupported: ...upper(Nom) = 'A'`},
		{"`nom complet` = 'a'", nil, `unsupported: ...the filter language has no quotes for a field called "nom complet"`},
		{"`nom complet` IS NULL", nil, `unsupported: ...no quotes for a field`},
		{"`nom complet` IN ('a')", nil, `unsupported: ...no quotes for a field`},
		{"`nom complet` = NULL", nil, `no request`},
		{"`nom complet` IN (NULL)", nil, `no request`},
		{`secret = 'a'`, nil, `error: ...column "secret" of object "contact" may not be read`},
	})
}

func TestTextPatterns(t *testing.T) {
	checkWhere(t, object(t, contactFields), defaults(), []row{
		{`Nom LIKE 'D%'`, nil, `Nom $like "D*"`},
		{`Nom LIKE '%.fr'`, nil, `Nom $like "*.fr"`},
		{`Nom LIKE '%a%%b%'`, nil, `Nom $like "*a*b*"`},
		{`Nom NOT LIKE 'D%'`, nil, `Nom $notlike "D*"`},
		{`NOT Nom LIKE 'D%'`, nil, `Nom $notlike "D*"`},
		{`Nom LIKE ?`, v("D%"), `Nom $like "D*"`},
		{`Nom LIKE NULL`, nil, `no request`},
		{`Nom NOT LIKE NULL`, nil, `no request`},
		{`Nom LIKE 16`, nil, `Nom $eq "16"`},
		{`Nom LIKE 'Dupré'`, nil, `Nom $eq "Dupré"`},
		{`Nom NOT LIKE 'Dupré'`, nil, `Nom $neq "Dupré"`},
		{`Nom LIKE ''`, nil, `Nom $eq ""`},
		{`Nom NOT LIKE ''`, nil, `Nom $neq ""`},
		{`Nom LIKE '%'`, nil, `every row`},
		{`Nom LIKE '%%'`, nil, `every row`},
		{`Nom NOT LIKE '%'`, nil, `no request`},
		{`Nom LIKE '\%'`, nil, `Nom $eq "%"`},
		{`Nom LIKE '50\%'`, nil, `Nom $eq "50%"`},
		{`Nom LIKE '50|%' ESCAPE '|'`, nil, `Nom $eq "50%"`},
		{`Nom LIKE '|a|b' ESCAPE '|'`, nil, `Nom $eq "ab"`},
		{`Nom LIKE '50|' ESCAPE '|'`, nil, `Nom $eq "50|"`},
		{`Nom LIKE '50%%' ESCAPE '%'`, nil, `Nom $eq "50%"`},
		{`Nom LIKE 'a*b'`, nil, `Nom $eq "a*b"`},

		{`Nom LIKE '_'`, nil, `unsupported: ...the API has no wildcard for one character`},
		{`Nom LIKE 'a_c%'`, nil, `unsupported: ...the API has no wildcard for one character`},
		{`Nom NOT LIKE 'a_c'`, nil, `unsupported: ...the API has no wildcard for one character`},
		{`Nom LIKE '50\%%'`, nil, `unsupported: ...the API may take a literal % for a wildcard`},
		{`Nom LIKE 'a\_c%'`, nil, `unsupported: ...the API may take a literal _ for a wildcard`},
		{`Nom LIKE '*%'`, nil, `unsupported: ...the API may take a literal * for a wildcard`},
		{`Nom LIKE 'a"%'`, nil, `unsupported: ...no escaping`},
		{`Nom LIKE 'a\\\\'`, nil, `unsupported: ...no escaping`},
		{`Nom LIKE '50\\%' ESCAPE ''`, nil, `unsupported: ...no escaping`},
		{`Nom LIKE 'a '`, nil, `unsupported: ...ends with a space`},
		{`Nom LIKE 'a%' ESCAPE 'xy'`, nil, `error: ...the ESCAPE of LIKE must be one character, not 'xy'`},
		{`Nom LIKE Statut`, nil, `unsupported: ...a constant pattern only`},
		{`'a' LIKE 'a%'`, nil, `unsupported: ...a constant pattern only`},
		{`Nom LIKE ?`, v("a\xff%"), `unsupported: ...no escaping`},

		{`Nom REGEXP '^D'`, nil, `Nom $regexp "^D"`},
		{`Nom RLIKE '^D.*é'`, nil, `unsupported: ...the API may read otherwise`},
		{`Nom REGEXP NULL`, nil, `no request`},
		{`Nom NOT REGEXP NULL`, nil, `no request`},
		{`Nom NOT REGEXP '^D'`, nil, `unsupported: ...the API has no operator for NOT REGEXP`},
		{`NOT Nom REGEXP '^D'`, nil, `unsupported: ...the API has no operator for NOT REGEXP`},
		{`NOT Nom NOT REGEXP '^D'`, nil, `Nom $regexp "^D"`},
		{`Nom REGEXP 'D$'`, nil, `unsupported: ...the API may read otherwise`},
		{`Nom REGEXP ''`, nil, `unsupported: ...the API may read otherwise`},
		{`Nom REGEXP '[[:<:]]D'`, nil, `unsupported: ...the API may read otherwise`},
		{`Nom REGEXP 16`, nil, `unsupported: ...the pattern of REGEXP must be a string`},
	})
	older := defaults()
	older.RegexpOperator = "$regex"
	checkWhere(t, object(t, contactFields), older, []row{{`Nom REGEXP '^D'`, nil, `Nom $regex "^D"`}})
	older.RegexpOperator = ""
	checkWhere(t, object(t, contactFields), older, []row{{`Nom REGEXP '^D'`, nil, `Nom $regexp "^D"`}})
}

// TestCollations checks that what compares by its bytes, or by another
// language's rules, is not taken for the API's own comparison.
func TestCollations(t *testing.T) {
	const bytes, other = `unsupported: ...text compares by its bytes here`, `unsupported: ...`
	checkWhere(t, object(t, contactFields), defaults(), []row{
		{`Nom = 'a' COLLATE utf8mb4_0900_ai_ci`, nil, `Nom $eq "a"`},
		{`Nom COLLATE utf8_general_ci = 'a'`, nil, `Nom $eq "a"`},
		{`Nom = 'a' COLLATE utf8mb4_bin`, nil, bytes},
		{`Nom = 'a' COLLATE utf8mb4_0900_as_cs`, nil, bytes},
		{`Nom = 'a' COLLATE utf8mb4_0900_as_ci`, nil, bytes},
		{`Nom COLLATE binary <> 'a'`, nil, bytes},
		{`Nom = 'a' COLLATE utf8mb4_swedish_ci`, nil, other},
		{`Nom = 'a' COLLATE latin1_german2_ci`, nil, other},
		{`BINARY Nom = 'a'`, nil, bytes},
		{`Nom = BINARY 'a'`, nil, bytes},
		{`Nom = x'61'`, nil, bytes},
		{`Nom IN (BINARY 'a')`, nil, `unsupported: ...`},
		{`Nom IN (x'61', 'b')`, nil, `unsupported: ...`},
		{`BINARY Nom LIKE 'a%'`, nil, bytes},
		{`Nom LIKE x'6125'`, nil, bytes},
		{`Nom REGEXP BINARY 'a'`, nil, bytes},
		{`BINARY age = 1`, nil, `unsupported: ...`},
	})
	opt := defaults()
	opt.BinaryCollation = true
	checkWhere(t, object(t, contactFields), opt, []row{
		{`Nom = 'a'`, nil, bytes},
		{`Nom <> 'a'`, nil, bytes},
		{`Nom < 'a'`, nil, bytes},
		{`Nom IN ('a', 'b')`, nil, bytes},
		{`Nom NOT IN ('a', 'b')`, nil, bytes},
		{`Nom LIKE 'a%'`, nil, bytes},
		{`Nom NOT LIKE 'a%'`, nil, bytes},
		{`Nom REGEXP 'a'`, nil, bytes},
		{`Nom = ''`, nil, `Nom $eq ""`},
		{`Nom <> ''`, nil, `Nom $neq ""`},
		{`Nom IS NULL`, nil, `Nom $eq ""`},
		{`Nom LIKE '%'`, nil, `every row`},
		{`age = 5`, nil, `age $eq "5"`},
	})
}

// TestEmptyAsNull checks that an empty text passes no comparison once it is
// NULL.
func TestEmptyAsNull(t *testing.T) {
	opt := defaults()
	opt.EmptyAsNull = true
	checkWhere(t, object(t, contactFields), opt, []row{
		{`Nom = 'a'`, nil, `Nom $eq "a"`},
		{`Nom <> 'a'`, nil, `Nom $neq "a" $and Nom $neq ""`},
		{`Nom < 'a'`, nil, `Nom $lt "a" $and Nom $neq ""`},
		{`Nom > 'a'`, nil, `Nom $gt "a"`},
		{`Nom >= ''`, nil, `Nom $gte "" $and Nom $neq ""`},
		{`Nom >= '' AND Nom <> 'a'`, nil, `Nom $gte "" $and Nom $neq "a" $and Nom $neq ""`},
		{`Nom NOT IN ('a', 'b')`, nil, `Nom $notin ["a","b"] $and Nom $neq ""`},
		{`Nom NOT LIKE 'a%'`, nil, `Nom $notlike "a*" $and Nom $neq ""`},
		{`Nom LIKE '%'`, nil, `Nom $neq ""`},
		{`Nom = ''`, nil, `no request`},
		{`NOT Nom <> ''`, nil, `no request`},
		{`Nom <> ''`, nil, `Nom $neq ""`},
		{`Nom IN ('', 'a')`, nil, `Nom $eq "a"`},
		{`Nom LIKE ''`, nil, `no request`},
		{`Nom REGEXP 'a*'`, nil, `Nom $regexp "a*" $and Nom $neq ""`},
		{`Nom IS NULL`, nil, `Nom $eq ""`},
		{`Nom IS NOT NULL`, nil, `Nom $neq ""`},
		{`NOT Nom <=> 'a'`, nil, `unsupported: ...not stated`},
	})
}
