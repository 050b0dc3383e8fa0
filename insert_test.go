package scale_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/scale-sql/scale"
)

// TestInsertSends compares what INSERTs put with what they should.
func TestInsertSends(t *testing.T) {
	tests := []struct {
		query string
		args  []any
		want  string // records of the requests, which | separates
	}{
		{"INSERT INTO client (Nom, Age) VALUES ('Zoé', 5)", nil, `[{"id":0,"data":{"Nom":"Zoé","Age":"5"}}]`},
		{"INSERT INTO client (age, NOM) VALUES (?, :nom)", []any{5, named("nom", "Zoé")}, `[{"id":0,"data":{"Age":"5","Nom":"Zoé"}}]`},
		{"INSERT client SET Nom = 'a', Age = 1 + 1", nil, `[{"id":0,"data":{"Nom":"a","Age":"2"}}]`},
		{"INSERT INTO client () VALUES ()", nil, `[{"id":0,"data":{}}]`},
		{"INSERT INTO client () VALUES (), ()", nil, `[{"id":0,"data":{}},{"id":0,"data":{}}]`},
		{"INSERT IGNORE INTO client (Nom) VALUES ('a')", nil, `[{"id":0,"data":{"Nom":"a"}}]`},
		{"REPLACE INTO client (Nom) VALUES ('a')", nil, `[{"id":0,"data":{"Nom":"a"}}]`},
		{"INSERT INTO client (id, Nom) VALUES (0, 'a'), (NULL, 'b'), (DEFAULT, 'c')", nil,
			`[{"id":0,"data":{"Nom":"a"}},{"id":0,"data":{"Nom":"b"}},{"id":0,"data":{"Nom":"c"}}]`},
		{"INSERT INTO client (Nom, Age, Solde) VALUES (DEFAULT, NULL, '')", nil, ""}, // '' is no number
		{"INSERT INTO client (Nom, Age) VALUES (DEFAULT, NULL)", nil, `[{"id":0,"data":{"Age":""}}]`},
		{"INSERT INTO produit VALUES ('Vis')", nil, `[{"id":0,"data":{"Titre":"Vis"}}]`},
		{"INSERT INTO client (Jour, Vu, Heure, Actif, Solde) VALUES (DATE '2024-02-29', '2024-02-29', '1:02:03', TRUE, -.5)", nil,
			`[{"id":0,"data":{"Jour":"2024-02-29","Vu":"2024-02-29 00:00:00","Heure":"01:02:03","Actif":"Y","Solde":"-0.5"}}]`},
		{"INSERT INTO client (Nom) VALUES (UPPER('a')), ('b'), (CONCAT(?, 'd'))", []any{"c"},
			`[{"id":0,"data":{"Nom":"A"}},{"id":0,"data":{"Nom":"b"}},{"id":0,"data":{"Nom":"cd"}}]`},
		{"INSERT INTO client (Nom, Age) VALUES ('a', (SELECT MAX(Age) + 1 FROM client))", nil, `[{"id":0,"data":{"Nom":"a","Age":"5"}}]`},
		{"INSERT INTO client (Nom) VALUES ('éééééééééé')", nil, `[{"id":0,"data":{"Nom":"éééééééééé"}}]`},
		{"INSERT INTO produit (Titre) SELECT CONCAT(Nom, Age) FROM client WHERE Age > 2 ORDER BY id DESC", nil,
			`[{"id":0,"data":{"Titre":"Eve4"}},{"id":0,"data":{"Titre":"Dan3"}}]`},
		{"INSERT INTO client (Nom, client) SELECT Nom, id FROM client WHERE Age < 2", nil,
			`[{"id":0,"link":{"client":"10"},"data":{"Nom":"Ada"}},{"id":0,"link":{"client":"11"},"data":{"Nom":"Bob"}}]`},
		{"INSERT INTO client (Nom) SELECT Nom FROM client WHERE Age > 9", nil, ""},
		// Links: by the object's name in any case, or explicitly; a field of the name wins.
		{"INSERT INTO commande (CLIENT, Ref) VALUES (10, 'x')", nil, `[{"id":0,"link":{"client":"10"},"data":{"Ref":"x"}}]`},
		{"INSERT INTO commande (`link.client`, Ref) VALUES ('10', 'x'), (NULL, 'y')", nil,
			`[{"id":0,"link":{"client":"10"},"data":{"Ref":"x"}},{"id":0,"data":{"Ref":"y"}}]`},
		{"INSERT INTO commande (produit, `link.produit`, `Link.Client`) VALUES ('p', 1, DEFAULT)", nil,
			`[{"id":0,"link":{"produit":"1"},"data":{"produit":"p"}}]`},
		{"INSERT INTO commande (Ref, client) SELECT Nom, id FROM client WHERE id = 11", nil, `[{"id":0,"link":{"client":"11"},"data":{"Ref":"Bob"}}]`},
		{"INSERT INTO client (Nom) VALUES ('a') ON DUPLICATE KEY UPDATE Nom = VALUES(Nom)", nil, `[{"id":0,"data":{"Nom":"a"}}]`},
		{"INSERT INTO client (id, Nom, Age) VALUES (0, 'a', 1), (11, 'b', 2) ON DUPLICATE KEY UPDATE Nom = VALUES(Nom), Ville = 'Nice'", nil,
			`[{"id":0,"data":{"Nom":"a","Age":"1"}},{"id":11,"data":{"Nom":"b","Ville":"Nice"}}]`},
	}
	for _, tt := range tests {
		s := openShop(t, "")
		_, err := s.db.ExecContext(soon(t), tt.query, tt.args...)
		if failed := strings.Contains(tt.query, "Solde) VALUES (DEFAULT"); (err != nil) != failed {
			t.Errorf("%s: %v", tt.query, err)
			continue
		}
		s.wantPuts(tt.query, tt.want)
	}
}

// wantPuts compares the JSON of the requests in meaning.
func (s *shopTest) wantPuts(query string, want string) {
	s.t.Helper()
	var got, wanted []any
	for _, p := range s.puts.all() {
		got = append(got, decoded(s.t, p.json))
	}
	if want != "" {
		for _, text := range strings.Split(want, "|") {
			wanted = append(wanted, decoded(s.t, text))
		}
	}
	if !reflect.DeepEqual(got, wanted) {
		s.t.Errorf("%s:\n put %v\nwant %v", query, s.puts.all(), want)
	}
}

func decoded(t testing.TB, text string) (v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

// TestInsertResults asks for what INSERTs have done.
func TestInsertResults(t *testing.T) {
	tests := []struct {
		query string
		rows  int64
		ids   []int64
	}{
		{"INSERT INTO client (Nom) VALUES ('a')", 1, []int64{15}},
		{"INSERT INTO client (Nom) VALUES ('a'), ('b'), ('c')", 3, []int64{15, 16, 17}},
		{"INSERT INTO client (Nom) SELECT Nom FROM client WHERE Age > 9", 0, nil},
		{"INSERT INTO client (Nom) SELECT Nom FROM client", 5, []int64{15, 16, 17, 18, 19}},
		{"INSERT INTO client (id, Nom) VALUES (11, 'b'), (0, 'a') ON DUPLICATE KEY UPDATE Nom = VALUES(Nom)", 2, []int64{15}},
		{"INSERT INTO client (id, Nom) VALUES (11, 'b') ON DUPLICATE KEY UPDATE Nom = VALUES(Nom), id = LAST_INSERT_ID(client.id)", 1, []int64{11}},
		{"INSERT INTO client (id, Nom) VALUES (11, 'b'), (0, 'a'), (10, 'c') ON DUPLICATE KEY UPDATE id = (LAST_INSERT_ID(id)), Nom = VALUES(Nom)", 3, []int64{11, 15, 10}},
		{"INSERT INTO client (Nom) VALUES ('a') ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id)", 1, []int64{15}},
		{"INSERT INTO client (id, Nom) VALUES (11, 'b') ON DUPLICATE KEY UPDATE Nom = VALUES(Nom)", 1, []int64{11}},
		{"INSERT INTO client (id, Nom) VALUES (11, 'b') ON DUPLICATE KEY UPDATE id = id", 1, []int64{11}},
		{"INSERT INTO client (id, Nom) VALUES (11, 'b'), (10, 'a') ON DUPLICATE KEY UPDATE Nom = VALUES(Nom)", 2, nil},
		{"INSERT INTO client (id, Nom) VALUES (11, 'b'), (10, 'a') ON DUPLICATE KEY UPDATE id = VALUES(id), Nom = VALUES(Nom)", 2, []int64{11, 10}},
		{"UPDATE client SET Nom = 'x' WHERE Age < 2", 2, nil},
	}
	for _, tt := range tests {
		s := openShop(t, "batch_size=2")
		r := s.exec(tt.query)
		affected(t, tt.query, r, tt.rows)
		ids, err := scale.InsertedIDs(r)
		if err != nil || !slices.Equal(ids, tt.ids) {
			t.Errorf("%s: InsertedIDs are %v, %v; want %v", tt.query, ids, err, tt.ids)
		}
		id, err := r.LastInsertId()
		var several *scale.SeveralIDsError
		if errors.As(err, &several) != (len(tt.ids) > 1) || err != nil && !strings.Contains(err.Error(), "are stored") {
			t.Errorf("%s: LastInsertId's error is %v", tt.query, err)
		}
		switch {
		case len(tt.ids) == 1 && (id != tt.ids[0] || err != nil), len(tt.ids) == 0 && (id != 0 || err != nil):
			t.Errorf("%s: LastInsertId is %d, %v", tt.query, id, err)
		case len(tt.ids) > 1 && (err == nil || !strings.Contains(err.Error(), "InsertedIDs")):
			t.Errorf("%s: LastInsertId is %d, %v", tt.query, id, err)
		}
	}
}

// TestInsertRefused refuses INSERTs before they put anything. What is wrong with
// values is said with row and column.
func TestInsertRefused(t *testing.T) {
	s := openShop(t, "")
	for query, want := range map[string][]string{
		"INSERT INTO client (Nom) VALUES ('a'), ('b'), ('12345678901')":                       {"row 3", `"Nom"`, "12345678901", "at most 10 characters"},
		"INSERT INTO client (Age) VALUES (1), ('douze')":                                      {"row 2", `"Age"`, "douze", "integer"},
		"INSERT INTO client (Age) VALUES ('')":                                                {"row 1", "integer"},
		"INSERT INTO client (Jour) VALUES ('29/02/2024')":                                     {"row 1", "YYYY-MM-DD"},
		"INSERT INTO client (Jour) VALUES ('2023-02-29')":                                     {"row 1", "date"},
		"INSERT INTO client (Jour) VALUES ('2024-02-29 01:00:00')":                            {"row 1", "date"},
		"INSERT INTO client (Vu) VALUES ('0000-00-00')":                                       {"row 1", "datetime"},
		"INSERT INTO client (Actif) VALUES (2)":                                               {"row 1", "boolean"},
		"INSERT INTO client (Age) VALUES (9223372036854775808)":                               {"row 1", "64 bits"},
		"INSERT INTO client (Nom) VALUES (x'ff')":                                             {"row 1", "UTF-8"},
		"INSERT INTO client (Nom, Age) VALUES ('a', 1), ('b')":                                {"row 2"},
		"INSERT INTO client (Nom) VALUES ('a', 1)":                                            {"row 1"},
		"INSERT INTO client (Nom) SELECT Nom, Age FROM client":                                {"columns"},
		"INSERT INTO client (Nom, nom) VALUES ('a', 'b')":                                     {"twice"},
		"INSERT INTO client (id, Nom) VALUES (5, 'a')":                                        {"chosen id", "UPDATE"},
		"INSERT INTO client (id, Nom) VALUES (-5, 'a')":                                       {"id"},
		"REPLACE INTO client (id, Nom) VALUES (11, 'a')":                                      {"REPLACE"},
		"INSERT INTO client (Score) VALUES (1)":                                               {"Score", "may not be written"},
		"INSERT INTO client (Nmo) VALUES ('a')":                                               {"Nmo", "Nom"},
		"INSERT INTO cleint (Nom) VALUES ('a')":                                               {"cleint", "client"},
		"INSERT INTO commande (cleint) VALUES (1)":                                            {"cleint", "client"},
		"INSERT INTO commande (`link.cleint`) VALUES (1)":                                     {"cleint", "client"},
		"INSERT INTO commande (client) VALUES (0)":                                            {"row 1", "positive integer"},
		"INSERT INTO commande (client) VALUES ('x')":                                          {"row 1", "positive integer"},
		"INSERT INTO commande (client) VALUES (1.5)":                                          {"row 1", "positive integer"},
		"INSERT INTO client (Nom) VALUES (CONCAT('123456', '789012'))":                        {"row 1", "at most 10"},
		"INSERT INTO client (Nom) VALUES (Ville)":                                             {"Ville"},
		"INSERT INTO client (Nom) VALUES (COUNT(*))":                                          {"aggregate"},
		"INSERT INTO client (Nom) VALUES ((SELECT Nom FROM client))":                          {"row"},
		"INSERT INTO client (Nom) VALUES ('a') ON DUPLICATE KEY UPDATE Nmo = 'b'":             {"Nmo"},
		"INSERT INTO client (id, Nom) VALUES (11, 'a') ON DUPLICATE KEY UPDATE Age = Age + 1": {"UPDATE"},
		"INSERT INTO client (Nom) SELECT CONCAT(Nom, '1234567') FROM client":                  {"row 3", "at most 10"}, // of the object itself: read whole first
	} {
		s.refused(query, nil, want...)
	}
	s.refused("INSERT INTO client (Nom, Age) VALUES (?, ?), (?, ?)", []any{"a", 1, "b", "x"}, "row 2", `"Age"`)
	if s.count("client") != 5 {
		t.Errorf("there are %d clients", s.count("client"))
	}
}

// TestInsertChecksCostNothing checks values without a request beyond metadata.
func TestInsertChecksCostNothing(t *testing.T) {
	s := openShop(t, "")
	s.refused("INSERT INTO client (Age) VALUES (1), ('x')", nil, "row 2")
	s.refused("INSERT INTO client (Nom) SELECT Nom, Age FROM client", nil)
	s.refused("INSERT INTO commande (cleint) VALUES (1)", nil)
	if queries := dataRequests(s.server); len(queries) > 0 {
		t.Errorf("records were asked for: %q", queries)
	}
}

// TestUnreadableField is written though it can't be read, as write "Y" says.
func TestUnreadableField(t *testing.T) {
	s := openShop(t, "")
	s.exec("INSERT INTO client (Secret) VALUES ('psst')")
	s.exec("UPDATE client SET Secret = 'psst' WHERE Age = 1")
	o, _ := s.server.Object("client")
	for _, id := range []int64{11, 15} {
		if r, _ := o.Record(id); r.Values["Secret"] != "psst" {
			t.Errorf("%v", r)
		}
	}
}
