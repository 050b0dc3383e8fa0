package syntax

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// vocabulary is what FuzzTokens makes statements of.
var vocabulary = strings.Fields("SELECT FROM WHERE GROUP BY HAVING ORDER LIMIT OFFSET UNION ALL DISTINCT AS JOIN LEFT RIGHT NATURAL " +
	"INNER CROSS STRAIGHT_JOIN ON USING ( ) ( ) ( ) , , , . * a b c t u v `x` 'y' \"z\" 1 2.5 x'4D' ? :n @m @@v = <> <=> < >= + - * / % ^ | & << " +
	"~ ! NOT AND OR XOR || && IS NULL TRUE FALSE UNKNOWN IN LIKE ESCAPE BETWEEN REGEXP EXISTS ANY CASE WHEN THEN ELSE END INTERVAL DAY " +
	"BINARY COLLATE DEFAULT VALUES VALUE ROW INSERT INTO REPLACE UPDATE SET DUPLICATE KEY IGNORE count( sum( trim( cast( convert( " +
	"substring( extract( position( date_add( group_concat( SEPARATOR LEADING FOR SHARE LOCK MODE DATE TIMESTAMP TIME {d } N'q' _utf8'r' -> ->> " +
	"DIV MOD SIGNED CHAR DECIMAL USE INDEX DUAL ASC DESC MATCH AGAINST OVER FULL status date offset EXPLAIN SHOW")

// FuzzTokens builds statements from whole tokens, so that more of them are almost right
// than of a text changed byte by byte.
func FuzzTokens(f *testing.F) {
	f.Add([]byte{0, 30, 1, 33})
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		b := make([]byte, 4+r.IntN(30))
		for i := range b {
			b[i] = byte(r.IntN(len(vocabulary)))
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, picks []byte) {
		var words []string
		for _, p := range picks {
			words = append(words, vocabulary[int(p)%len(vocabulary)])
		}
		text := strings.Join(words, " ")
		for _, sql := range []string{text, "SELECT " + text, "SELECT a FROM t WHERE " + text, "SELECT a FROM " + text} {
			checkStatement(t, sql)
		}
	})
}

// grammar makes random expressions that MySQL accepts.
type grammar struct{ *rand.Rand }

func (g grammar) pick(s ...string) string { return s[g.IntN(len(s))] }

func (g grammar) expr(depth int) string {
	if depth <= 0 {
		return g.pick("a", "t.b", "1", "'x'", "?", "NULL", "TRUE", "-2", "f()", "x'4D'", "@@v")
	}
	switch g.IntN(10) {
	case 0:
		return g.expr(depth-1) + g.pick(" AND ", " OR ", " XOR ", " && ", " || ") + g.expr(depth-1)
	case 1:
		return "NOT " + g.expr(depth-1)
	case 2:
		return g.boolPri(depth-1) + " IS " + g.pick("", "NOT ") + g.pick("TRUE", "FALSE", "UNKNOWN")
	}
	return g.boolPri(depth)
}

func (g grammar) boolPri(depth int) string {
	switch g.IntN(5) {
	case 0:
		return g.boolPri(depth-1) + " IS " + g.pick("", "NOT ") + "NULL"
	case 1, 2:
		if depth > 0 {
			return g.boolPri(depth-1) + g.pick(" = ", " <=> ", " < ", " >= ", " <> ") + g.predicate(depth-1)
		}
	}
	return g.predicate(depth)
}

func (g grammar) predicate(depth int) string {
	left := g.bits(depth - 1)
	not := g.pick(" ", " NOT ")
	switch g.IntN(8) {
	case 0:
		return left + not + "IN (" + g.expr(depth-2) + ", " + g.expr(depth-2) + ")"
	case 1:
		if depth > 0 {
			return left + not + "BETWEEN " + g.bits(depth-1) + " AND " + g.predicate(depth-1)
		}
	case 2:
		return left + not + "LIKE " + g.simple(depth-1) + g.pick("", " ESCAPE '!'")
	case 3:
		return left + not + g.pick("REGEXP ", "RLIKE ") + g.bits(depth-1)
	case 4:
		return left + " SOUNDS LIKE " + g.bits(depth-1)
	}
	return left
}

func (g grammar) bits(depth int) string {
	if depth <= 0 {
		return g.simple(depth)
	}
	switch g.IntN(6) {
	case 0, 1, 2:
		return g.bits(depth-1) + g.pick("+", " - ", "*", "/", "%", " DIV ", " MOD ", "^", "|", "&", "<<", ">>") + g.bits(depth-1)
	case 3:
		// In parentheses: MySQL takes d + INTERVAL 1 DAY * 2, for (d + ...) * 2; that is
		// refused here.
		return "(" + g.bits(depth-1) + g.pick(" + ", " - ") + "INTERVAL " + g.expr(depth-2) + " DAY)"
	}
	return g.simple(depth)
}

func (g grammar) simple(depth int) string {
	if depth <= 0 {
		return g.expr(0)
	}
	switch g.IntN(9) {
	case 0:
		return g.pick("- ", "+", "~", "!", "BINARY ") + g.simple(depth-1)
	case 1:
		return g.simple(depth-1) + " COLLATE utf8mb4_bin"
	case 2:
		return "CASE " + g.expr(depth-1) + " WHEN " + g.expr(depth-2) + " THEN " + g.expr(depth-2) + " END"
	case 3:
		return g.pick("f(", "CONCAT(", "IF(1, 2, ") + g.expr(depth-1) + ")"
	case 4:
		return "CAST(" + g.expr(depth-1) + " AS " + g.pick("CHAR", "SIGNED", "DOUBLE", "DECIMAL(3, 1)") + ")"
	case 5:
		return "TRIM(" + g.pick("", "LEADING ", "BOTH ") + g.expr(depth-1) + " FROM " + g.expr(depth-1) + ")"
	case 6:
		return g.pick("EXISTS ", "") + "(SELECT " + g.expr(depth-1) + " FROM t)"
	}
	return "(" + g.expr(depth-1) + ")"
}

// TestRandomExpressions checks that every expression of MySQL's grammar is read, and
// with one meaning by this package and the parser.
func TestRandomExpressions(t *testing.T) {
	g := grammar{rand.New(rand.NewPCG(3, 4))}
	for range 5_000 {
		sql := "SELECT a FROM t WHERE " + g.expr(1+g.IntN(7))
		if _, err := Parse(sql, Options{}); err != nil {
			t.Fatalf("%s\n%v", sql, err)
		}
		checkStatement(t, sql)
		if t.Failed() {
			return
		}
	}
}
