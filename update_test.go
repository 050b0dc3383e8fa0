package scale_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

// TestUpdateSends compares what UPDATEs put, and count, with what they should.
func TestUpdateSends(t *testing.T) {
	tests := []struct {
		query   string
		want    string // records of the requests, which | separates
		changed int64
		matched int64 // RowsAffected under found_rows
		reads   bool
	}{
		{"UPDATE client SET Nom = 'x', Age = 9 WHERE id = 11", `[{"id":11,"data":{"Nom":"x","Age":"9"}}]`, 1, 1, false},
		{"UPDATE client SET Nom = 'x' WHERE 11 = client.id", `[{"id":11,"data":{"Nom":"x"}}]`, 1, 1, false},
		{"UPDATE client SET Nom = 'x' WHERE id IN (11, 10, 11, NULL, -1, 0, 1.5)", `[{"id":11,"data":{"Nom":"x"}},{"id":10,"data":{"Nom":"x"}}]`, 2, 2, false},
		{"UPDATE client SET Nom = 'x' WHERE id = 99", `[{"id":99,"data":{"Nom":"x"}}]`, 0, 0, false},
		{"UPDATE client SET Nom = 'x' WHERE id IN (99, 11)", `[{"id":99,"data":{"Nom":"x"}},{"id":11,"data":{"Nom":"x"}}]`, 1, 1, false},
		{"UPDATE client SET Nom = NULL, Age = DEFAULT, Solde = NULL WHERE id = 11", `[{"id":11,"data":{"Nom":"","Age":"","Solde":""}}]`, 1, 1, false},
		{"UPDATE client SET Nom = UPPER('x') WHERE id = 11", `[{"id":11,"data":{"Nom":"X"}}]`, 1, 1, false},
		{"UPDATE client SET Nom = 'x' WHERE id = NULL", "", 0, 0, false},
		{"UPDATE client SET Nom = 'x' WHERE FALSE", "", 0, 0, true},
		{"UPDATE client SET Nom = 'x' WHERE id = 11 LIMIT 0", "", 0, 0, true},
		{"UPDATE client SET Nom = 'x' WHERE Age = 1", `[{"id":11,"data":{"Nom":"x"}}]`, 1, 1, true},
		{"UPDATE client SET Age = Age + 1 WHERE Age >= 3", `[{"id":13,"data":{"Age":"4"}},{"id":14,"data":{"Age":"5"}}]`, 2, 2, true},
		{"UPDATE client SET Nom = CONCAT(Nom, '!'), Ville = 'Nice' WHERE id = 12", `[{"id":12,"data":{"Nom":"Cléo!","Ville":"Nice"}}]`, 1, 1, true},
		{"UPDATE client SET Ville = 'Lyon' WHERE Age < 3", "", 0, 3, true},
		{"UPDATE client SET Ville = 'Lyon', Age = 1 WHERE Age < 3",
			`[{"id":10,"data":{"Ville":"Lyon","Age":"1"}},{"id":12,"data":{"Ville":"Lyon","Age":"1"}}]`, 2, 3, true},
		{"UPDATE client SET Solde = 1.5, Actif = TRUE, Jour = '2020-01-02', Vu = '2020-01-02 03:04:05', Heure = '6:07:08' WHERE Age < 9", "", 0, 5, true},
		{"UPDATE client SET Nom = 'x' ORDER BY Age DESC LIMIT 2", `[{"id":14,"data":{"Nom":"x"}},{"id":13,"data":{"Nom":"x"}}]`, 2, 2, true},
		{"UPDATE client SET Nom = 'x' WHERE id > 10 ORDER BY LENGTH(Nom) DESC, id LIMIT 1", `[{"id":12,"data":{"Nom":"x"}}]`, 1, 1, true},
		{"UPDATE client SET Age = Age + 1, Ville = CONCAT(Nom, Ville) WHERE id = 10", `[{"id":10,"data":{"Age":"1","Ville":"AdaLyon"}}]`, 1, 1, true},
		{"UPDATE client c JOIN commande o ON o.Qui = c.id SET c.Nom = 'x' WHERE o.Montant < 25", `[{"id":10,"data":{"Nom":"x"}}]`, 1, 1, true},
		{"UPDATE client c JOIN commande o ON o.Qui = c.id SET c.Nom = o.Ref WHERE o.Montant = 30", `[{"id":12,"data":{"Nom":"A3"}}]`, 1, 1, true},
		{"UPDATE client c LEFT JOIN commande o ON o.Qui = c.id SET Note = 'none' WHERE o.id IS NULL",
			`[{"id":11,"data":{"Note":"none"}},{"id":13,"data":{"Note":"none"}},{"id":14,"data":{"Note":"none"}}]`, 3, 3, true},
		{"UPDATE client SET Nom = 'x' WHERE id IN (SELECT Qui FROM commande)", `[{"id":10,"data":{"Nom":"x"}},{"id":12,"data":{"Nom":"x"}}]`, 2, 2, true},
		{"UPDATE client SET Age = (SELECT COUNT(*) FROM commande o WHERE o.Qui = client.id) WHERE id < 13",
			`[{"id":10,"data":{"Age":"2"}},{"id":11,"data":{"Age":"0"}},{"id":12,"data":{"Age":"1"}}]`, 3, 3, true},
		{"UPDATE commande SET client = 11 WHERE id = 2", `[{"id":2,"link":{"client":"11"},"data":{}}]`, 1, 1, false},
		{"UPDATE commande SET `link.produit` = 1, produit = 'p' WHERE id = 2", `[{"id":2,"link":{"produit":"1"},"data":{"produit":"p"}}]`, 1, 1, false},
		{"UPDATE commande SET client = Qui WHERE id > 1", `[{"id":2,"link":{"client":"10"},"data":{}},{"id":3,"link":{"client":"12"},"data":{}}]`, 2, 2, true},
	}
	for _, tt := range tests {
		for _, dsn := range []string{"found_rows=false", "found_rows=true"} {
			s := openShop(t, dsn)
			want := tt.changed
			if dsn == "found_rows=true" {
				want = tt.matched
			}
			affected(t, dsn+" "+tt.query, s.exec(tt.query), want)
			s.wantPuts(tt.query, tt.want)
			if read := len(dataRequests(s.server)) > 0; read && !tt.reads && tt.changed > 0 && !strings.Contains(tt.query, "99") {
				t.Errorf("%s: has read %q", tt.query, dataRequests(s.server))
			}
		}
	}
}

// TestUpdateRefused refuses UPDATEs before they put anything.
func TestUpdateRefused(t *testing.T) {
	s := openShop(t, "safe_updates=true")
	for query, want := range map[string][]string{
		"UPDATE client SET Nom = 'x'":                                                 {"safe_updates"},
		"UPDATE client SET id = 5 WHERE id = 11":                                      {"id"},
		"UPDATE client SET ID_CLIENT = 5 WHERE id = 11":                               {"id"},
		"UPDATE client SET Score = 5 WHERE id = 11":                                   {"Score", "may not be written"},
		"UPDATE client SET Nom = 'a', nom = 'b' WHERE id = 11":                        {"twice"},
		"UPDATE client SET Age = Age + 1, Solde = Age WHERE id = 11":                  {"Age", "assigned"},
		"UPDATE client SET Nmo = 'a' WHERE id = 11":                                   {"Nmo", "Nom"},
		"UPDATE client SET Nom = 'a' WHERE Nmo = 1":                                   {"Nmo", "Nom"},
		"UPDATE cleint SET Nom = 'a' WHERE id = 1":                                    {"cleint", "client"},
		"UPDATE client SET Nom = '12345678901' WHERE id = 11":                         {"Nom", "at most 10"},
		"UPDATE client SET Nom = '12345678901' WHERE Age = 99":                        {"Nom", "at most 10"},
		"UPDATE client SET Age = 'x' WHERE id = 11":                                   {"Age", "integer"},
		"UPDATE client SET Nom = CONCAT(Nom, '1234567') WHERE id > 0":                 {"12", "at most 10"},
		"UPDATE commande SET client = NULL WHERE id = 1":                              {"client", "positive integer"},
		"UPDATE commande SET client = 0 WHERE id = 1":                                 {"client", "positive integer"},
		"UPDATE commande SET cleint = 1 WHERE id = 1":                                 {"cleint", "client"},
		"UPDATE client SET Age = COUNT(*) WHERE id = 1":                               {"aggregate"},
		"UPDATE client SET Age = (SELECT id FROM commande) WHERE id > 0":              {"row"},
		"UPDATE client c, commande o SET c.Nom = 'x', o.Ref = 'y' WHERE c.id = o.Qui": {"several tables"},
		"UPDATE client c, commande o SET c.Nom = 'x' WHERE c.id = o.Qui LIMIT 1":      {"LIMIT"},
	} {
		s.refused(query, nil, want...)
	}
	s.exec("UPDATE client SET Nom = 'x' LIMIT 1")
	s.exec("UPDATE client SET Nom = 'x' WHERE TRUE")
}

// TestUpdateOfWhatItSeeks sets the field that WHERE asks for, over many pages:
// each record that was there is updated once.
func TestUpdateOfWhatItSeeks(t *testing.T) {
	const n = 100
	for _, dsn := range []string{"page_size=7", "page_size=7&paging=page", "page_size=7&paging=keyset", "page_size=7&batch_size=3&prefetch=4"} {
		for _, query := range []string{
			"UPDATE compte SET Solde = Solde + 1 WHERE Solde < 50",
			"UPDATE compte SET Solde = Solde + 1 WHERE Solde < 50 ORDER BY Solde DESC",
			"UPDATE compte SET Solde = 1000 + Solde WHERE Solde + 0 < 50",
			"UPDATE compte a JOIN compte b ON a.Solde = b.Solde SET a.Solde = a.Solde + 1000 WHERE b.Solde < 50",
		} {
			o := scaletest.Object{Name: "compte", Key: "ID_COMPTE", Fields: []scaletest.Field{{Name: "ID_COMPTE", Type: "integer", NoWrite: true}, {Name: "Solde", Type: "integer"}}}
			for i := range n {
				o.Records = append(o.Records, scaletest.Record{ID: int64(i + 1), Values: map[string]string{"Solde": fmt.Sprint(i * 37 % n)}})
			}
			s := openShop(t, dsn, scaletest.WithData(scaletest.Data{o}), scaletest.WithRandomOrder(5))
			affected(t, query, s.exec(query), 50)
			step := 1
			if strings.Contains(query, "1000") {
				step = 1000
			}
			after, _ := s.server.Object("compte")
			for i, r := range after.Records {
				want := i * 37 % n
				if want < 50 {
					want += step
				}
				if r.Values["Solde"] != fmt.Sprint(want) {
					t.Errorf("%s: %s: record %d has %s, want %d", dsn, query, r.ID, r.Values["Solde"], want)
				}
			}
			var ids []int64
			for _, p := range s.puts.all() {
				for _, r := range p.records {
					ids = append(ids, r.ID)
				}
			}
			slices.Sort(ids)
			if len(ids) != 50 || len(slices.Compact(ids)) != 50 {
				t.Errorf("%s: %s: put %v", dsn, query, ids)
			}
		}
	}
}

// TestRefusedUpdateIsNoMissingRecord has the server refuse records for their
// data. Its answer says that they were not found, which no UPDATE may take for an
// id that doesn't exist.
func TestRefusedUpdateIsNoMissingRecord(t *testing.T) {
	for _, opts := range [][]scaletest.Option{nil, {scaletest.WithoutKeyField()}} {
		s := openShop(t, "", opts...)
		for query, want := range map[string]string{
			"UPDATE commande SET client = 999 WHERE id = 2":                         "r",
			"UPDATE commande SET client = 999, Ref = '' WHERE id IN (2, 77)":        "rr",
			"UPDATE commande SET client = 999, Ref = 'x' WHERE id IN (77, 3)":       "rr",
			"UPDATE commande SET client = 999 WHERE Montant > 15":                   "rr",
			"INSERT INTO commande (Ref, client) VALUES ('x', 10), ('y', 999)":       "sr",
			"INSERT INTO commande (id) VALUES (77) ON DUPLICATE KEY UPDATE Ref = 1": "r",
		} {
			_, err := s.db.ExecContext(soon(t), query)
			e := batchError(t, err)
			if got := statusesOf(e); got != want || e.Object != "commande" || e.Err != nil {
				t.Errorf("%s: %s, %v", query, got, err)
			}
			wantTexts(t, query, err, "refused", "record")
		}
		affected(t, "missing", s.exec("UPDATE commande SET client = 10 WHERE id = 77"), 0)
		affected(t, "missing", s.exec("UPDATE commande SET Ref = NULL, client = 999 WHERE id = 77"), 0)
	}
}

// TestUpdateNamesWhatIsNotSent lists the ids of the records of an UPDATE that
// ends midway.
func TestUpdateNamesWhatIsNotSent(t *testing.T) {
	s := openShop(t, "batch_size=2")
	for _, query := range []string{
		"UPDATE commande SET client = IF(id = 1, 10, 999) WHERE id > 0 ORDER BY id",
		"UPDATE commande SET client = 999 WHERE id IN (1, 2, 3)",
	} {
		_, err := s.db.ExecContext(soon(t), query)
		var ids []int64
		for _, r := range batchError(t, err).Records {
			ids = append(ids, r.ID)
		}
		if !reflect.DeepEqual(ids, []int64{1, 2, 3}) {
			t.Errorf("%s: %v: %v", query, ids, errors.Unwrap(err))
		}
	}
}
