package page

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"testing"
)

var benchFields = []string{
	"Civilite", "Prenom", "Nom", "EMail", "Telephone", "Adresse", "Code_Postal", "Ville", "Pays", "Date_Naissance",
	"Age", "Montant_Total", "Nb_Commandes", "Optin_Email", "Optin_SMS", "Status", "Date_Creation", "Date_Modification",
	"Segment", "Commentaire",
}

const benchRows = 1000

// benchPage returns a page of 1000 records with 20 fields, as they are in a
// customer data platform.
func benchPage() []byte {
	first := []string{"Anne", "Jérôme", "Chloé", "Mohamed", "Élisabeth", "Paul", "François", "Ida"}
	last := []string{"Martin", "Lefèvre", "Dubois", "Garcia", "O'Connor", "de la Tour", "Müller", "N'Diaye"}
	towns := []string{"Paris", "Saint-Étienne", "Lyon", "Besançon", "Lille", "Nîmes", "Aix-en-Provence", "Pau"}
	var b bytes.Buffer
	b.WriteString(`{"objects":[`)
	for i := range benchRows {
		if i > 0 {
			b.WriteByte(',')
		}
		f, l, t := first[i*7%8], last[i*5%8], towns[i*3%8]
		values := []string{
			[]string{"Madame", "Monsieur"}[i%2], f, l, fmt.Sprintf("contact%d@example.net", i*7919%100003),
			fmt.Sprintf("+336%08d", i*104729%100000000), fmt.Sprintf("%d rue de la République", i%200), fmt.Sprintf("%05d", 1000+i*37),
			t, "FR", fmt.Sprintf("19%02d-%02d-%02d", 40+i%60, 1+i%12, 1+i%28), fmt.Sprint(18 + i%70),
			fmt.Sprintf("%d.%02d", i*31%5000, i%100), fmt.Sprint(i % 40), []string{"Y", "N"}[i%2], []string{"N", "Y", ""}[i%3],
			[]string{"client", "prospect", "inactif"}[i%3], fmt.Sprintf("2024-%02d-%02d %02d:%02d:00", 1+i%12, 1+i%28, i%24, i%60),
			fmt.Sprintf("2025-%02d-%02d 06:00:00", 1+i%12, 1+i%28), fmt.Sprintf("segment_%d", i%12), []string{"", "", "rappeler en mai"}[i%3],
		}
		fmt.Fprintf(&b, `{"id":"%d","data":{`, 100000+i)
		for j, v := range values {
			if j > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, `"%s":"%s"`, benchFields[j], v)
		}
		b.WriteString(`}}`)
	}
	b.WriteString(`]}`)
	return b.Bytes()
}

func readAll(b *testing.B, r *Reader, src io.Reader, fields []string) {
	r.Reset(src, "contact", fields)
	for {
		ok, err := r.Next()
		if err != nil {
			b.Fatal(err)
		}
		if !ok {
			return
		}
	}
}

func benchmarkPage(b *testing.B, page []byte, fields []string) {
	r, src := NewReader(), bytes.NewReader(page)
	readAll(b, r, src, fields)
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		src.Reset(page)
		readAll(b, r, src, fields)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchRows, "ns/row")
}

func BenchmarkReader(b *testing.B) {
	page := benchPage()
	var doc any
	if err := json.Unmarshal(page, &doc); err != nil {
		b.Fatal(err)
	}
	escaped := escapeAccents(page)
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, page, "", "  "); err != nil {
		b.Fatal(err)
	}
	b.Run("plain", func(b *testing.B) { benchmarkPage(b, page, benchFields) })
	b.Run("three-of-20", func(b *testing.B) { benchmarkPage(b, page, []string{"Nom", "EMail", "Status"}) })
	b.Run("escaped", func(b *testing.B) { benchmarkPage(b, escaped, benchFields) })
	b.Run("pretty", func(b *testing.B) { benchmarkPage(b, pretty.Bytes(), benchFields) })
	b.Run("sparse", func(b *testing.B) { benchmarkPage(b, withoutEmpty(page), benchFields) })
	b.Run("encoding-json", func(b *testing.B) { benchmarkMaps(b, page) })
}

// benchmarkMaps is what a client written by hand does.
func benchmarkMaps(b *testing.B, page []byte) {
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		var doc struct {
			Objects []struct {
				ID   string            `json:"id"`
				Data map[string]string `json:"data"`
			} `json:"objects"`
		}
		if err := json.Unmarshal(page, &doc); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchRows, "ns/row")
}

// escapeAccents writes what is not ASCII as PHP's json_encode does.
func escapeAccents(page []byte) []byte {
	var b bytes.Buffer
	for _, c := range string(page) {
		if c < 0x80 {
			b.WriteRune(c)
		} else {
			fmt.Fprintf(&b, `\u%04x`, c)
		}
	}
	return b.Bytes()
}

// withoutEmpty leaves out the members whose text is empty.
func withoutEmpty(page []byte) []byte {
	for _, f := range benchFields {
		page = bytes.ReplaceAll(page, []byte(`,"`+f+`":""`), nil)
	}
	return page
}
