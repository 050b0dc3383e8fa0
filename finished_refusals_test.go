package scale_test

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// What the engine doesn't do is refused before a record is asked for, and the
// error names it.
func TestEngineRefusals(t *testing.T) {
	db, server := openSample(t)
	for _, tc := range []struct{ query, want string }{
		{"SELECT NO_SUCH_FUNCTION(Nom) FROM contact", "function NO_SUCH_FUNCTION"},
		{"SELECT id FROM contact WHERE SLEEP(1) = 0", "function SLEEP"},
		{"SELECT JSON_EXTRACT(commentaire, '$.a') FROM contact", "function JSON_EXTRACT"},
		{"SELECT GET_LOCK('a', 10)", "the API has no locks"},
		{"SELECT ROW_COUNT()", "RowsAffected"},
		{"SELECT RANK() OVER (ORDER BY id) FROM contact", "window functions"},
		{"WITH x AS (SELECT id FROM contact) SELECT * FROM x", "WITH"},
		{"SELECT Pays, COUNT(*) FROM contact GROUP BY Pays WITH ROLLUP", "WITH ROLLUP"},
		{"SELECT id FROM contact INTERSECT SELECT id FROM orders", "INTERSECT"},
		{"SELECT id FROM contact EXCEPT SELECT id FROM orders", "EXCEPT"},
		{"SELECT id FROM contact FOR UPDATE", "FOR UPDATE"},
		{"SELECT id FROM contact LOCK IN SHARE MODE", "LOCK IN SHARE MODE"},
		{"SELECT id FROM contact UNION SELECT id FROM orders FOR UPDATE", "FOR UPDATE"},
		{"SELECT id FROM contact WHERE id IN (SELECT id FROM orders FOR UPDATE)", "FOR UPDATE"},
		{"SELECT SQL_CALC_FOUND_ROWS id FROM contact", "SQL_CALC_FOUND_ROWS"},
		{"SELECT id INTO OUTFILE 'x' FROM contact", "INTO"},
		{"SELECT id FROM contact WHERE (cc_age, id) > ALL (SELECT quantity, id FROM orders)", "rows take = ANY and <> ALL"},
		{"SELECT id FROM contact WHERE MATCH (Nom) AGAINST ('x')", "function MATCH; use LIKE or REGEXP"},
		{"SELECT CAST(Nom AS JSON) FROM contact", "CAST(... AS json)"},
		{"SELECT id FROM orders WHERE pickup_time > created_at", "TIME(x)"},
		{"SELECT pickup_time + INTERVAL 1 HOUR FROM orders", "ADDTIME"},
		{"SELECT id FROM contact UNION SELECT id FROM orders ORDER BY Nom", "the order of a UNION is by its columns"},
		{"SELECT id FROM contact PARTITION (p0)", "PARTITION"},
	} {
		_, err := tryRows(soon(t), db, tc.query)
		if !errors.Is(err, scale.ErrUnsupported) || !strings.HasPrefix(err.Error(), "scale: ") || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want %q", tc.query, err, tc.want)
		}
	}
	if queries := dataRequests(server); len(queries) != 0 {
		t.Errorf("requests were made: %q", queries)
	}
}

// What is no SQL, or means nothing, is an error that says why, before a record
// is asked for.
func TestEngineMistakes(t *testing.T) {
	db, server := openSample(t)
	for _, tc := range []struct{ query, want string }{
		{"SELECT UPPER() FROM contact", "function UPPER takes 1 arguments, not 0"},
		{"SELECT @@versio", `unknown system variable "versio" in this driver; did you mean "version"?`},
		{"SELECT USER(1)", "function USER takes 0 arguments, not 1"},
		{"SELECT LEFT(Nom) FROM contact", "function LEFT takes 2 arguments, not 1"},
		{"SELECT UPPER(Pernom) FROM contact", `did you mean "Prenom"?`},
		{"SELECT UPPER(MotDePasse) FROM contact", "may not be read"},
		{"SELECT id FROM orders o JOIN contact c ON c.id = o.contact_id", `column "id" is ambiguous: both "o" and "c" have it`},
		{"SELECT c.Nom FROM contact c JOIN orders c ON c.id = c.id", `not unique table or alias "c"`},
		{"SELECT c.Vile FROM contact c JOIN orders o ON o.contact_id = c.id", `did you mean "Ville"?`},
		{"SELECT zz.id FROM contact c JOIN orders o ON o.contact_id = c.id", `"zz.id"`},
		{"SELECT UPPER(Nom) AS n FROM contact WHERE n = 'X'", `unknown column "n"`},
		{"SELECT id FROM contact c JOIN nothing n ON n.id = c.id", `unknown object "nothing"`},
		{"SELECT id FROM contact WHERE SUM(cc_age) > 3", "WHERE: invalid use of an aggregate: sum(cc_age)"},
		{"SELECT COUNT(*) FROM contact GROUP BY COUNT(*)", "GROUP BY: invalid use of an aggregate: count(*)"},
		{"SELECT SUM(MAX(cc_age)) FROM contact", "invalid use of an aggregate: max(cc_age)"},
		{"SELECT UPPER(Nom) FROM contact ORDER BY 2", "the select list has 1 columns"},
		{"SELECT id FROM contact WHERE id IN (SELECT id, contact_id FROM orders)", "must have 1 column, not 2"},
		{"SELECT (SELECT id, Nom FROM contact LIMIT 1)", "must have 1 column, not 2"},
		{"SELECT id FROM contact UNION SELECT id, reference FROM orders", "different numbers of columns: 1 and 2"},
		{"SELECT t.* FROM contact c", `"t" is no table of this statement`},
	} {
		_, err := tryRows(soon(t), db, tc.query)
		if err == nil || errors.Is(err, scale.ErrUnsupported) || !strings.HasPrefix(err.Error(), "scale: ") || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want %q", tc.query, err, tc.want)
		}
	}
	if queries := dataRequests(server); len(queries) != 0 {
		t.Errorf("requests were made: %q", queries)
	}
}

// TestEngineLimitNames shows the value of a placeholder that is no number of rows.
func TestEngineLimitNames(t *testing.T) {
	db, _ := openSample(t)
	for _, v := range []any{-5, "x", 1.5, nil} {
		_, err := tryRows(soon(t), db, "SELECT UPPER(Nom) FROM contact LIMIT ?", v)
		want := strings.NewReplacer("<nil>", "NULL").Replace(fmt.Sprint(v))
		if err == nil || !strings.Contains(err.Error(), "LIMIT must be a whole number") || !strings.Contains(err.Error(), want) {
			t.Errorf("LIMIT %v: %v", v, err)
		}
	}
}

// Mistakes that show only while rows are computed end the result.
func TestEngineErrorsOfRows(t *testing.T) {
	db, _ := openSample(t)
	for _, tc := range []struct{ query, want string }{
		{"SELECT (SELECT id FROM products WHERE stock > 400)", "a subquery that stands for a value has more than 1 row"},
		{"SELECT id FROM contact WHERE cc_age = (SELECT stock FROM products)", "a subquery that stands for a value has more than 1 row"},
		{"SELECT 9223372036854775807 + id FROM contact", "BIGINT value is out of range in '(9223372036854775807 + 47001)'"},
		{"SELECT id FROM contact WHERE Nom NOT REGEXP '('", `REGEXP "("`},
		{"SELECT 1e308 * 10 AS big", `column "big": the value is out of DOUBLE's range`},
	} {
		got, err := tryRows(soon(t), db, tc.query)
		if err == nil || !strings.HasPrefix(err.Error(), "scale: ") || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %q, %v; want %q", tc.query, got, err, tc.want)
		}
	}
	query := "SELECT (SELECT id FROM products WHERE id = 0), (SELECT id FROM products LIMIT 1)"
	if got := rowsOf(t, db, query); len(got) != 1 || got[0] != "NULL|1" {
		t.Errorf("%s: got %q", query, got)
	}
}

// That temporary files can't be written is no SQL that the driver doesn't carry out,
// whenever they are: for the second statement it is before it is compiled.
func TestEngineTempDirGone(t *testing.T) {
	fields := []scaletest.Field{{Name: "n", Type: "integer"}, {Name: "note", Type: "text"}}
	letter := scaletest.Object{Name: "letter", Fields: fields}
	for i := range int64(1500) {
		letter.Records = append(letter.Records, scaletest.Record{ID: i + 1, Values: map[string]string{"n": "1", "note": fmt.Sprint(strings.Repeat("x", 10<<10), i)}})
	}
	person := scaletest.Object{Name: "person", Fields: fields, Records: letter.Records[:1]}
	for _, query := range []string{
		"SELECT COUNT(DISTINCT note) FROM letter",
		"SELECT COUNT(*) FROM person JOIN letter ON letter.n = person.n WHERE UPPER(letter.note) LIKE 'X%' AND letter.note <> 'y'",
	} {
		dir := filepath.Join(t.TempDir(), "temp")
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		_, server := openSample(t, scaletest.WithData(scaletest.Data{letter, person}), scaletest.WithMiddleware(func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if strings.Contains(r.URL.Path, "/get_objects/") {
					_ = os.Remove(dir)
				}
				next.ServeHTTP(w, r)
			})
		}))
		db := openDSN(t, server.DSN("engine_memory=1MiB", "temp_dir="+dir))
		_, err := tryRows(soon(t), db, query)
		if err == nil || errors.Is(err, scale.ErrUnsupported) || !strings.Contains(err.Error(), "temporary files in "+dir) {
			t.Errorf("%s: got %v", query, err)
		}
	}
}
