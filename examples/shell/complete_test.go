package main

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/DATA-DOG/go-sqlmock"
	"github.com/scale-sql/scale/translate/syntax"
)

// completed is what Tab finds at the | of a line.
func completed(t *testing.T, pending, line string) (string, []string, string) {
	t.Helper()
	sh, mock, _, _ := mocked(t, settings{})
	mock.MatchExpectationsInOrder(false)
	sh.conn, _ = sh.target.db.Conn(t.Context())
	in := syntax.NewScanner(syntax.Options{})
	in.Add(pending)
	in.Next()
	c := &completer{session: sh, pending: in}
	before, after, _ := strings.Cut(line, "|")
	for range 2 { // asked once for objects, perhaps once for columns
		mock.ExpectQuery("SHOW TABLES").WillReturnRows(sqlmock.NewRows([]string{"t"}).AddRow("contact").AddRow("orders").AddRow("order items"))
	}
	mock.ExpectQuery("SHOW COLUMNS FROM contact").WillReturnRows(sqlmock.NewRows([]string{"Field", "Type"}).AddRow("id", "bigint").AddRow("Nom", "text").AddRow("Date", "date"))
	mock.ExpectQuery("SHOW COLUMNS FROM orders").WillReturnRows(sqlmock.NewRows([]string{"Field", "Type"}).AddRow("id", "bigint").AddRow("number", "text"))
	head, found, tail := c.word(before+after, len([]rune(before)))
	for range 5 { // meet what is left
		for _, query := range []string{"SHOW TABLES", "SHOW COLUMNS FROM contact", "SHOW COLUMNS FROM orders"} {
			c.names(query)
		}
	}
	return head, found, tail
}

func TestCompletion(t *testing.T) {
	for _, c := range []struct{ pending, line, head, found, tail string }{
		{"", "sel|", "", "select", ""},
		{"", "SEL|", "", "SELECT", ""},
		{"", "  |", "  ", "", ""},
		{"", "SELECT é, N| FROM contact", "SELECT é, ", "NOT NOW NULL Nom", " FROM contact"},
		{"", "SELECT n| FROM orders", "SELECT ", "not now null number", " FROM orders"},
		{"", "SELECT * FROM |", "SELECT * FROM ", "contact orders `order items`", ""},
		{"", "SELECT * FROM contact c JOIN O|", "SELECT * FROM contact c JOIN ", "Order items Orders", ""},
		{"", "SELECT c.| FROM contact c", "SELECT c.", "id Nom `Date`", " FROM contact c"},
		{"", "SELECT orders.n| FROM contact, orders", "SELECT orders.", "number", " FROM contact, orders"},
		{"", "SELECT contact.da| FROM contact", "SELECT contact.", "`Date`", " FROM contact"},
		{"SELECT id\nFROM contact\n", "WHERE no|", "WHERE ", "nom not now", ""},
		{"", "SELECT NO| FROM contact", "SELECT ", "NOT NOW NOm", " FROM contact"},
		{"", "SELECT 1 FROM|contact", "SELECT 1 ", "FROM ", "contact"},
		{"", "SELECT 10|FROM contact", "SELECT ", "10 ", "FROM contact"},
		{"", "SELECT Nom| FROM contact", "SELECT ", "Nom", " FROM contact"},
		{"", "SELECT NOM| FROM contact", "SELECT ", "Nom", " FROM contact"},
		{"", "SELECT `nom| FROM contact", "SELECT ", "`Nom`", " FROM contact"},
		{"", "SELECT `d| FROM contact", "SELECT ", "`Date`", " FROM contact"},
		{"SELECT 'a\n", "sel|", "", "sel\t", ""},
		{"SELECT 'a\n", "|b'", "", "\t", "b'"},
		{"", "SELECT 'sel|", "SELECT '", "sel\t", ""},
		{"", "SELECT \"a |b\"", "SELECT \"a ", "\t", "b\""},
		{"", "SELECT 1 -- sel|", "SELECT 1 -- ", "", ""},
		{"", `\d ord|`, `\d `, "order items orders", ""},
		{"", `\t|`, ``, `\timing`, ""},
		{"", `\x o|`, `\x `, "off on", ""},
		{"", `\pset f|`, `\pset `, "format", ""},
	} {
		head, found, tail := completed(t, c.pending, c.line)
		if head != c.head || strings.Join(found, " ") != c.found || tail != c.tail {
			t.Errorf("%q %s: %q %q %q", c.pending, c.line, head, found, tail)
		}
	}
}

func TestCompletionWithoutAnAnswer(t *testing.T) {
	sh, mock, _, _ := mocked(t, settings{})
	mock.ExpectQuery("SHOW TABLES").WillReturnError(errors.New("broken"))
	mock.ExpectQuery("SHOW TABLES").WillReturnError(errors.New("broken"))
	c := &completer{session: sh, pending: syntax.NewScanner(syntax.Options{})}
	if _, found, _ := c.word("SELECT 1 FR", 11); !slices.Equal(found, []string{"FROM"}) {
		t.Errorf("%q", found)
	}
}
