package schema

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// object parses an object of text fields; one that ends in ! can't be read.
func object(t *testing.T, name, keyField string, fields ...string) *Object {
	t.Helper()
	var members []string
	for _, f := range fields {
		read := "Y"
		if cut, ok := strings.CutSuffix(f, "!"); ok {
			f, read = cut, "N"
		}
		members = append(members, fmt.Sprintf(`%q:{"attribs":{"type":"text"},"read":%q}`, f, read))
	}
	o, err := ParseObject(name, []byte("{"+strings.Join(members, ",")+"}"), keyField)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestKey(t *testing.T) {
	tests := []struct {
		name, object, keyField string
		fields                 []string
		want                   string
	}{
		{"none", "contact", "", []string{"Nom"}, ""},
		{"older edition", "contact", "", []string{"Nom", "ID_CONTACT"}, "ID_CONTACT"},
		{"lower case", "contact", "", []string{"id_contact"}, "id_contact"},
		{"the object's case", "contact", "", []string{"ID_CONTACT", "ID_contact"}, "ID_contact"},
		{"two cases, neither the object's", "contact", "", []string{"ID_CONTACT", "id_contact"}, ""},
		{"of another object", "orders", "", []string{"ID_CONTACT"}, ""},
		{"can't be read", "contact", "", []string{"ID_CONTACT!"}, ""},
		{"a field id", "contact", "", []string{"id", "Nom"}, "id"},
		{"a field ID", "contact", "", []string{"ID"}, "ID"},
		{"a field id that can't be read", "contact", "", []string{"id!"}, ""},
		{"both", "contact", "", []string{"id", "ID_CONTACT"}, "ID_CONTACT"},
		{"named", "contact", "cle", []string{"Cle", "ID_CONTACT"}, "Cle"},
		{"pattern", "contact", "pk_%s", []string{"PK_CONTACT", "ID_CONTACT"}, "PK_CONTACT"},
		{"named id", "contact", "ID", []string{"id", "ID_CONTACT"}, "id"},
		{"named, not in the metadata", "contact", "%s_no", []string{"ID_CONTACT"}, "contact_no"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := object(t, tt.object, tt.keyField, tt.fields...)
			got := ""
			if o.Key != nil {
				got = o.Key.Name
				if o.Key.Object != tt.object || !o.Key.Readable || o.Key.IsID {
					t.Errorf("key %+v", o.Key)
				}
			}
			if got != tt.want {
				t.Errorf("key %q, want %q", got, tt.want)
			}
		})
	}
}

// TestFieldCalledID is not a second column: it would hold the same value.
func TestFieldCalledID(t *testing.T) {
	o := object(t, "contact", "", "Nom", "ID")
	if got := names(o.Columns()); got != "id Nom" {
		t.Errorf("* is %q", got)
	}
	if c, err := o.Lookup("ID"); err != nil || !c.IsID {
		t.Errorf("ID is %+v, %v", c, err)
	}
}

func TestLookup(t *testing.T) {
	o := object(t, "contact", "", "Nom", "nom", "Prénom", "Secret!", "date_last_interaction")
	for _, tt := range []struct{ name, want, err string }{
		{"Nom", "Nom", ""},
		{"nom", "nom", ""},
		{"NOM", "", `column "NOM" of object "contact" is ambiguous: it could be "Nom" or "nom"`},
		{"PRÉNOM", "Prénom", ""},
		{"iD", "id", ""},
		{"prenom", "", `unknown column "prenom" in object "contact"; did you mean "Prénom"?`},
		{"date_last_interation", "", `did you mean "date_last_interaction"?`},
		{"secret", "Secret", ""},
		{"secre", "", `unknown column "secre" in object "contact"`},
		{"zzzzzz", "", `unknown column "zzzzzz" in object "contact"`},
		{"", "", `unknown column ""`},
	} {
		c, err := o.Lookup(tt.name)
		if tt.err != "" {
			wantError(t, err, tt.err)
			continue
		}
		if err != nil || c.Name != tt.want {
			t.Errorf("Lookup(%q): %v, %v, want %s", tt.name, c, err, tt.want)
		}
	}
	_, err := o.Lookup("Secre")
	var unknown *UnknownError
	if !errors.As(err, &unknown) || unknown.Nearest == "Secret" {
		t.Errorf("%v names a column that may not be read", err)
	}
	_, err = o.Readable("SECRET")
	wantError(t, err, `column "Secret" of object "contact" may not be read`)
	if _, err = o.Readable("nothing"); err == nil {
		t.Error("an unknown column is readable")
	}
}

func TestNearest(t *testing.T) {
	long := strings.Repeat("x", 1<<20)
	for _, tt := range []struct {
		name       string
		candidates []string
		want       string
	}{
		{"orders", nil, ""},
		{"oders", []string{"contact", "orders"}, "orders"},
		{"ORDER", []string{"orders", "order_lines"}, "orders"},
		{"ab", []string{"xy"}, ""},
		{"é", []string{"e"}, "e"},
		{"orders", []string{long}, ""},
	} {
		if got := Nearest(tt.name, tt.candidates); got != tt.want {
			t.Errorf("Nearest(%.20q, %.40q) = %q, want %q", tt.name, tt.candidates, got, tt.want)
		}
	}
}

// What the metadata says in words of a field called id holds for the id column.
func TestDescribedID(t *testing.T) {
	o, err := ParseObject("contact", []byte(`{"ID":{"attribs":{"label":"No.","description":"Of the customer","type":"integer","is_personal_data":"Y",
		"created_date":"2018-07-28 16:31:28","modified_date":"2021-05-20 12:43:28"},"read":"Y","write":"N"}}`), "")
	if err != nil {
		t.Fatal(err)
	}
	c := o.ID
	if c.Name != "id" || c.Label != "No." || c.Description != "Of the customer" || !c.Personal || c.CreatedDate != "2018-07-28 16:31:28" || c.ModifiedDate != "2021-05-20 12:43:28" {
		t.Errorf("got %+v", c)
	}
	if !c.IsID || !c.Readable || c.Writable || len(o.Fields) != 0 {
		t.Errorf("got %+v and %d fields", c, len(o.Fields))
	}
}
