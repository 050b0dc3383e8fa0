package api

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/scale-sql/scale/schema"
)

// FuzzPutAnswer reads any answer of put_objects. A record is stored only if an
// element of the answer in its place says OK, and not with the id of another.
func FuzzPutAnswer(f *testing.F) {
	for _, doc := range []string{
		`{"objects":[{"status":"OK","id":"21245","data":{"a":"b"},"updated":"N","created":"Y","found":"N"},{"status":"OK","id":"5","updated":"Y","created":"N","found":"Y"}]}`,
		`{"objects":[{"status":"KO","error":"no"},{"status":"OK","id":7}]}`, `{"objects":[{"status":200},null,3]}`, `{"objects":[{"status":"OK"`, `{"objects":[]}`,
		`{"error":403,"error_text":"no","objects":[{"status":"OK"}]}`, `{"objects":[{"status":["OK"]},{"Status":"ok","STATUS":"KO"}]}`, `[]`, ``, `{"objects":{"0":{"status":"OK"}}}`,
		`{"objects":[{"id":"5","created":"Y"},{"status":null,"updated":1}]}`, `{"objects":[{"status":["OK"],"created":"Y"},{"status":"","updated":true}]}`,
		`{"objects":[{"status":"OK","id":"5","found":"N"},{"status":"OK","id":"5","found":"N","created":"N","updated":"N"}]}`,
	} {
		f.Add([]byte(doc))
	}
	c := New(Options{BaseURL: "http://127.0.0.1:1", Instance: "demo", Token: "xq7vkp2mwz"})
	f.Cleanup(c.Close)
	sent := []schema.Record{{}, {ID: 5}}
	f.Fuzz(func(t *testing.T, doc []byte) {
		r := readReport(doc)
		for i := range min(len(sent), len(r.records)) {
			o := c.outcome(&sent[i], &r.records[i])
			if o.Status != Stored {
				continue
			}
			if !saysOK(doc, i) || sent[i].ID != 0 && o.ID != sent[i].ID || o.ID < 0 {
				t.Errorf("%q: record %d is stored: %+v", doc, i, o)
			}
		}
	})
}

// saysOK reports whether the element of an answer's objects says OK, or without a
// status that something was done. Of an answer that does not come whole just the text
// is looked at.
func saysOK(doc []byte, i int) bool {
	var answer struct {
		Objects []struct{ Status, Created, Updated any }
	}
	if err := json.Unmarshal(doc, &answer); err != nil || i >= len(answer.Objects) {
		text := strings.ToLower(string(doc))
		return slices.ContainsFunc([]string{"ok", "20", "created", "updated", `\u`}, func(word string) bool { return strings.Contains(text, word) })
	}
	o := answer.Objects[i]
	if o.Status == nil || o.Status == "" { // what was done says it
		created, _ := schema.ParseBool(fmt.Sprint(o.Created))
		updated, _ := schema.ParseBool(fmt.Sprint(o.Updated))
		return created || updated
	}
	status := strings.TrimSpace(strings.ToLower(fmt.Sprint(o.Status)))
	return status == "ok" || status == "200" || status == "201"
}
