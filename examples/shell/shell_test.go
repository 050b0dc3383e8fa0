package main

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

func TestScripts(t *testing.T) {
	server := newServer(t)
	dsn := server.DSN()
	file := filepath.Join(t.TempDir(), "in.sql")
	if err := os.WriteFile(file, []byte("SELECT city FROM shops\nWHERE id = 1;\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	const table = " id | city                 | opened     | active |                turnover\n" +
		"----+----------------------+------------+--------+-------------------------\n" +
		"  1 | Nantes               | 2019-04-01 | true   | 12345678901234567890.12\n" +
		"  2 | Évry, \"centre\"\\nnord | NULL       | NULL   |                    NULL\n(2 rows)\n"
	for _, c := range []struct {
		name, input string
		args        []string
		want        ran
	}{
		{"pipe", "SELECT * FROM shops ORDER BY id", nil, ran{out: table}},
		{"c and f", "", []string{"-c", "SELECT 1 AS a;SELECT 2 AS b", "-f", file, "-c", "\\x\nSELECT 3 AS c"},
			ran{out: " a\n---\n 1\n(1 row)\n b\n---\n 2\n(1 row)\n city\n--------\n Nantes\n(1 row)\n-[ 1 ]------------------\nc | 3\n(1 row)\n"}},
		{"csv", "SELECT id, city, turnover FROM shops ORDER BY id;", []string{"-format", "csv", "-f", "-"},
			ran{out: "id,city,turnover\n1,Nantes,12345678901234567890.12\n2,\"Évry, \"\"centre\"\"\nnord\",\n"}},
		{"json", "", []string{"-format", "json", "-c", "SELECT id, turnover, active FROM shops ORDER BY id"},
			ran{out: "[\n  {\"id\": 1, \"turnover\": \"12345678901234567890.12\", \"active\": true},\n  {\"id\": 2, \"turnover\": null, \"active\": null}\n]\n"}},
		{"expanded", "", []string{"-x", "-c", "SELECT city, active FROM shops WHERE id = 2"},
			ran{out: "-[ 1 ]-----------------------\ncity   | Évry, \"centre\"\n       | nord\nactive | NULL\n(1 row)\n"}},
		{"first error", "SELECT 1 AS a;\nSELECT nope\nFROM shops;\nUPDATE shops SET city = 'x';", nil,
			ran{out: " a\n---\n 1\n(1 row)\n", errs: "standard input:2: scale: unknown column \"nope\" in object \"shops\"", code: 1}},
		{"keep going", "SELECT ( FROM shops;\nSELECT 1 AS a;", []string{"-keep-going"},
			ran{out: " a\n---\n 1\n(1 row)\n", errs: "line 1: SELECT ( FROM shops;\n               ^\n", code: 1}},
		{"cut off", "UPDATE shops SET city = 'x'", nil, ran{errs: "was not run", code: 1}},
		{"open string", "UPDATE shops SET city = 'x;", nil, ran{errs: "this string does not end", code: 1}},
		{"no file", "", []string{"-f", "/nonexistent/x.sql"}, ran{code: 1}},
	} {
		got := shellOn(t, dsn, c.input, c.args...)
		if got.out != c.want.out || got.code != c.want.code || !strings.Contains(got.errs, c.want.errs) || c.want.errs == "" && got.errs != "" {
			t.Errorf("%s: %d\n%s\n%s", c.name, got.code, got.out, got.errs)
		}
	}
	for _, r := range server.Requests() {
		if r.Method == http.MethodPost {
			t.Errorf("something was written")
		}
	}
}

func TestWrites(t *testing.T) {
	server := newServer(t)
	got := shellOn(t, server.DSN("tx=buffer"), "INSERT INTO shops (city) VALUES ('Lens');\nINSERT INTO shops (city) VALUES ('Arles'), ('Metz');\n"+
		"UPDATE shops SET active = TRUE WHERE id > 2;\nBEGIN;\nUPDATE shops SET city = 'Sète' WHERE id = 1;\nROLLBACK;\n"+
		"BEGIN;\nUPDATE shops SET city = 'Auch' WHERE id = 2;\nCOMMIT;\nSELECT city FROM shops WHERE id < 3 ORDER BY id;")
	const want = "1 row affected, id 3\n2 rows affected, ids 4, 5\n3 rows affected\nBEGIN\n1 row affected\nROLLBACK\nBEGIN\n1 row affected\nCOMMIT\n" +
		" city\n--------\n Nantes\n Auch\n(2 rows)\n"
	if got != (ran{out: want}) {
		t.Errorf("%d\n%s\n%s", got.code, got.out, got.errs)
	}
}

// TestRefusedRecords tells of the records that are not stored.
func TestRefusedRecords(t *testing.T) {
	refusing := scaletest.WithMiddleware(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost {
				w.WriteHeader(http.StatusForbidden)
				return
			}
			next.ServeHTTP(w, r)
		})
	})
	got := shellOn(t, newServer(t, refusing).DSN(), "INSERT INTO shops (city) VALUES ('a'), ('b');")
	if got.code != 1 || !strings.Contains(got.errs, "of 2 records 0 were stored") || !strings.Contains(got.errs, "\n  record 2: ") {
		t.Errorf("%d\n%s", got.code, got.errs)
	}
}

func TestOwnServer(t *testing.T) {
	got := shellOn(t, "", "SELECT COUNT(*) AS n FROM products;")
	if got.code != 0 || !strings.Contains(got.out, "(1 row)") || got.errs != embeddedNote+"\n" {
		t.Errorf("%d\n%s\n%s", got.code, got.out, got.errs)
	}
}

func TestOtherInstance(t *testing.T) {
	server := newServer(t)
	got := shellOn(t, server.DSN(), "\\c\n\\c nowhere\n\\c demo\nSELECT id FROM shops LIMIT 1;", "-keep-going")
	if !strings.Contains(got.out, "This is instance demo at 127.0.0.1:") || !strings.Contains(got.out, "(1 row)") ||
		!strings.Contains(got.errs, "404") || strings.Contains(got.out+got.errs, server.Token()) {
		t.Errorf("%s\n%s", got.out, got.errs)
	}
}

// TestNoToken gives wrong flags and DSNs with a token in them.
func TestNoToken(t *testing.T) {
	const token = "s3cr3t"
	for _, args := range [][]string{
		{"scale://" + token + "@h/i"}, {"-dsnscale://" + token + "@h/i"}, {"-dsn", "mysql://" + token + "@h/i"},
		{"-dsn", "scale://" + token + "@h/i?nope=1"}, {"-dsn", "scale://" + token + "@127.0.0.1:1/i?tls=false&max_retries=0", "-c", "SELECT id FROM x"},
	} {
		s, err := readFlags(args, "")
		var out, errs bytes.Buffer
		if err == nil {
			err = run(t.Context(), s, strings.NewReader("SELECT 1 FROM x;"), &out, &errs)
		}
		if said := fmt.Sprint(err, out.String(), errs.String()); err == nil || strings.Contains(said, token) {
			t.Errorf("%v: %s", args, said)
		}
	}
}

func TestFlags(t *testing.T) {
	for _, args := range [][]string{{"-format", "xml"}, {"SELECT 1"}, {"-nope"}, {"-c"}} {
		if _, err := readFlags(args, ""); exitCode(err) != exitMisused {
			t.Errorf("%v: %v", args, err)
		}
	}
}
