package scaletest

import (
	"reflect"
	"testing"
)

func TestSampleIsTheSameEveryTime(t *testing.T) {
	if !reflect.DeepEqual(Sample(), Sample()) {
		t.Error("two samples differ")
	}
}

func TestSampleIsSound(t *testing.T) {
	if _, err := newStore(newConfig([]Option{WithData(Sample())})); err != nil {
		t.Fatal(err)
	}
	want := map[string]int{"contact": 3000, "orders": 5000, "products": 200}
	for _, o := range Sample() {
		if len(o.Records) != want[o.Name] {
			t.Errorf("%s: %d records, want %d", o.Name, len(o.Records), want[o.Name])
		}
		for _, r := range o.Records {
			for _, f := range o.Fields {
				if _, ok := r.Values[f.Name]; !ok && f.Name != o.Key {
					t.Fatalf("%s: record %d: no value for %s", o.Name, r.ID, f.Name)
				}
			}
		}
	}
}

// Equality must mean the same to a server which heeds case and accents and to
// one which does not.
func TestSampleHasNoValuesThatDifferOnlyByCaseOrAccents(t *testing.T) {
	for _, o := range Sample() {
		for _, f := range o.Fields {
			seen := make(map[string]string)
			for _, r := range o.Records {
				value := r.Values[f.Name]
				if other, ok := seen[fold(value)]; ok && other != value {
					t.Fatalf("%s.%s: %q and %q", o.Name, f.Name, value, other)
				}
				seen[fold(value)] = value
			}
		}
	}
}

func TestSampleHoldsTheAwkwardValues(t *testing.T) {
	objects := make(map[string]Object)
	for _, o := range Sample() {
		objects[o.Name] = o
	}
	for _, c := range []struct{ object, field, value string }{
		{"contact", "commentaire", `x" $or id $neq "`},
		{"contact", "commentaire", `\`},
		{"contact", "commentaire", "🙂"},
		{"contact", "commentaire", ""},
		{"contact", "Nom", "O'Connor"},
		{"contact", "solde", "12345678901234567890.12"},
		{"contact", "solde", ""},
		{"contact", "score", "9223372036854775807"},
		{"contact", "score", "0"},
		{"contact", "cc_age", ""},
		{"contact", "newsletter", ""},
		{"contact", "DateNaissance", ""},
		{"contact", "DateNaissance", zeroDate},
		{"contact", "date_last_interaction", zeroDatetime},
		{"contact", "date_last_interaction", ""},
		{"orders", "contact_id", ""},
		{"orders", "amount", "-10.5"},
		{"orders", "comment", "100% coton"},
		{"products", "category", "Épicerie"},
	} {
		found := false
		for _, r := range objects[c.object].Records {
			found = found || r.Values[c.field] == c.value
		}
		if !found {
			t.Errorf("%s.%s: no %q", c.object, c.field, c.value)
		}
	}
}
