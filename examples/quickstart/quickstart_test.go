package main

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// output runs the program and returns what it prints.
func output(t *testing.T, dsn string, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	if err := run(t.Context(), args, dsn, &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestTour(t *testing.T) {
	out := output(t, "")
	if n := strings.Count(out, " row"); strings.Count(out, ";\n") != len(tour) || n < len(tour) {
		t.Errorf("%d lessons made %d statements and %d counts", len(tour), strings.Count(out, ";\n"), n)
	}
	if strings.Contains(out, "(0 rows)") {
		t.Error("a lesson has no rows")
	}
	for _, table := range strings.Split(out, ";\n")[1:] {
		checkAligned(t, table)
	}
	for _, want := range []string{
		" id | ID_PRODUCTS | sku     | name            | category | price | stock | launched   | active\n",
		" 23 |          23 | P-00154 | Café moulu n° 2 | Maison   |    12 |   425 | 2025-01-31 | NULL\n(1 row)\n",
		" CMD-2020-01044 | 12345678901234567890.13 |       15\n",
		" 47311 | 日本語\n",
		`première ligne\ndeuxième ligne`,
		"| un commentaire assez long pour tenir su…\n",
		"-- ? 1 is 'en cours'\n",
		"-- :few is 100\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("missing: %s", want)
		}
	}
}

// checkAligned checks that the columns of a table begin where its rule says.
func checkAligned(t *testing.T, text string) {
	t.Helper()
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if !strings.HasPrefix(line, "--") || strings.Trim(line, "-+") != "" {
			continue
		}
		for _, row := range lines[i+1:] {
			if row == "" || row[0] == '(' {
				return
			}
			for at, c := range line {
				if c == '+' && column(row, at) != "|" {
					t.Errorf("column %d of %q is not a |", at, row)
				}
			}
		}
	}
	t.Errorf("no table in %q", text)
}

// column is what a terminal shows in a column of a line.
func column(line string, at int) string {
	for _, c := range clusters(line) {
		if at == 0 {
			return c.text
		}
		at -= c.width
	}
	return ""
}

func TestStatements(t *testing.T) {
	out := output(t, "", "SELECT id FROM products WHERE id < 3;", "SELECT sku FROM products WHERE id = 0")
	const want = `SELECT id FROM products WHERE id < 3;

 id
----
  1
  2
(2 rows)

SELECT sku FROM products WHERE id = 0;

 sku
-----
(0 rows)
`
	if out != want {
		t.Errorf("got\n%s\nwant\n%s", out, want)
	}
}

// TestNumbersToTheRight has those of each type where numbers stand.
func TestNumbersToTheRight(t *testing.T) {
	out := output(t, "", "SELECT POW(2, 2) AS power, 4.0 AS fixed, 4 AS whole, '4' AS word")
	if want := "     4 |   4.0 |     4 | 4\n"; !strings.Contains(out, want) {
		t.Errorf("no %q in\n%s", want, out)
	}
}

func TestOwnInstance(t *testing.T) {
	server := scaletest.NewServer(scaletest.WithData(scaletest.Data{{
		Name:    "famille",
		Fields:  []scaletest.Field{{Name: "nom", Type: "text"}, {Name: "le", Type: "datetime"}},
		Records: []scaletest.Record{{ID: 7, Values: map[string]string{"nom": "👩‍👩‍👧 d'Aÿ\t", "le": "2024-02-29 10:00:00"}}},
	}}))
	defer server.Close()
	const want = `SELECT * FROM famille;

 id | nom       | le
----+-----------+---------------------
  7 | 👩‍👩‍👧 d'Aÿ\t | 2024-02-29 10:00:00
(1 row)
`
	for _, args := range [][]string{{"SELECT * FROM famille"}, {"-dsn", server.DSN(), "SELECT * FROM famille"}} {
		dsn := server.DSN()
		if len(args) > 1 {
			dsn = "scale://wrong@localhost/x"
		}
		if out := output(t, dsn, args...); out != want {
			t.Errorf("got\n%s\nwant\n%s", out, want)
		}
	}
}

func TestManyRowsAreCut(t *testing.T) {
	out := output(t, "", "SELECT id FROM contact")
	if n := strings.Count(out, "\n"); n != shownRows+5 || !strings.HasSuffix(out, "(the first 100 rows; there are more)\n") {
		t.Errorf("%d lines, the last of which is %q", n, out[len(out)-40:])
	}
}

func TestHelp(t *testing.T) {
	if out := output(t, "scale://secret@localhost/x", "-h"); out != usage {
		t.Errorf("got %s", out)
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		dsn  string
		args []string
		want string
	}{
		{"scale://secret@localhost/x", nil, "no STATEMENT to run on it"},
		{"", []string{"-rows", "3"}, "Usage: quickstart"},
		{"", []string{"-dsn", "mysql://secret@localhost/x", "SELECT 1"}, "must begin with scale://"},
		{"", []string{"SELECT", "name", "FROM", "products"}, "put it in quotes"},
		{"", []string{"SELECT nme FROM products"}, `did you mean "name"?`},
		{"", []string{"SELECT name FROM product"}, `did you mean "products"?`},
	} {
		err := run(t.Context(), c.args, c.dsn, &bytes.Buffer{})
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%v: %v", c.args, err)
		}
	}
	if err := run(t.Context(), []string{"DELETE FROM contact"}, "", &bytes.Buffer{}); !errors.Is(err, scale.ErrUnsupported) {
		t.Errorf("DELETE: %v", err)
	}
}

func TestInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := run(ctx, nil, "", &bytes.Buffer{}); err == nil || err.Error() != "interrupted" {
		t.Errorf("got %v", err)
	}
}
