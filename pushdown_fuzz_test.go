package scale_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/scale-sql/scale/scaletest"
)

// beyondConditions are the words of what is no plain condition, changes from one
// run to the next, or is read by the server's own syntax.
var beyondConditions = regexp.MustCompile(`(?i)SELECT|LIMIT|ORDER|GROUP|HAVING|UNION|LOCK|FOR|INTO|RAND|NOW|SYSDATE|CUR|LOCAL|UTC|UNIX|REGEXP|RLIKE|[@?:;]`)

// FuzzPushdown runs any condition twice: as it is, and on a subquery, which
// nothing is pushed into, so that the engine alone decides. The rows must be the
// same.
func FuzzPushdown(f *testing.F) {
	for kind, atoms := range atoms {
		column := map[string]string{"text": "Ville", "number": "Age", "date": "Jour", "truth": "Actif"}[kind]
		for _, atom := range atoms {
			f.Add(fmt.Sprintf(atom, column))
		}
	}
	for _, where := range []string{
		"Age > 5 AND Ville = 'Lyon' OR NOT Actif", "NOT (Age IN (1, NULL) OR Jour < '2000-01-01')", "Solde BETWEEN -1 AND 1e2 XOR Nom LIKE 'a|%' ESCAPE '|'",
		"Nom <=> NULL OR (Age, Rang) = (18, 3)", "Vu >= '2020-01-01 00:00' AND Vu < '2024' AND Note <> 'a\\\\b'", "id = '1 ' OR id = 1.0 OR id IN ('2', x'33')",
		"Ville = 'LYON' COLLATE utf8_bin OR BINARY Ville = 'Lyon'", "IF(Actif, Age, Rang) = 18", "Jour = 20000101 OR Jour = '2000-1-1'", "Age = '18 ans' OR Age = TRUE",
		"EXTRACT(YEAR_MONTH FROM Vu) = 202401 OR DATE(Vu) <=> NULL", "DATE_FORMAT(Jour, '%Y%m%d') = '20240229' AND Jour LIKE '2024-0_-29' ESCAPE '|'",
	} {
		f.Add(where)
	}
	server := scaletest.NewServer(scaletest.WithData(peopleData(people())))
	f.Cleanup(server.Close)
	db := openDSN(f, server.DSN("prefetch=0", "max_retries=0"))
	f.Fuzz(func(t *testing.T, where string) {
		if len(where) > 500 || beyondConditions.MatchString(where) {
			return
		}
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		got, err := tryRows(ctx, db, "SELECT id FROM people WHERE ("+where+"\n)")
		want, wantErr := tryRows(ctx, db, "SELECT id FROM (SELECT DISTINCT * FROM people) people WHERE ("+where+"\n)")
		if ctx.Err() != nil {
			t.Fatalf("%q takes 20 seconds", where)
		}
		if err != nil || wantErr != nil {
			return // an error may be of a row that the API has left out
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%q:\ngot  %q\nwant %q", where, got, want)
		}
	})
}
