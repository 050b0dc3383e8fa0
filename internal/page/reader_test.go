package page

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// TestNoAllocations: in steady state not even a page costs one.
func TestNoAllocations(t *testing.T) {
	page := benchPage()
	for _, page := range [][]byte{page, escapeAccents(page), withoutEmpty(page)} {
		r, src := NewReader(), bytes.NewReader(page)
		n := testing.AllocsPerRun(10, func() {
			src.Reset(page)
			r.Reset(src, "contact", benchFields)
			for {
				ok, err := r.Next()
				if err != nil {
					t.Fatal(err)
				}
				if !ok {
					return
				}
			}
		})
		if n != 0 {
			t.Errorf("%v allocations a page", n)
		}
	}
}

// TestBenchPage compares the page of the benchmark with what encoding/json
// reads of it, in each of its forms and with records that lie across the
// buffer's end.
func TestBenchPage(t *testing.T) {
	page := benchPage()
	var doc struct {
		Objects []struct {
			ID   string
			Data map[string]string
		}
	}
	if err := json.Unmarshal(page, &doc); err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, o := range doc.Objects {
		row := "s" + o.ID
		for _, f := range benchFields {
			row += "|s" + o.Data[f]
		}
		want = append(want, row)
	}
	var pretty bytes.Buffer
	json.Indent(&pretty, page, "", "    ")
	for i, page := range [][]byte{page, escapeAccents(page), pretty.Bytes()} {
		for _, r := range []*Reader{NewReader(), smallReader()} {
			got := traceOf(r, bytes.NewReader(page), "contact", benchFields)
			if got.err != nil || strings.Join(got.rows, "\n") != strings.Join(want, "\n") {
				t.Errorf("form %d: rows differ, error %v", i, got.err)
			}
		}
	}
}

// TestResetForgets: what was learnt for one set of fields is not used for
// another one.
func TestResetForgets(t *testing.T) {
	page := record(`{"a":"1","b":"2","order.c":"3"}`)
	tests := []struct {
		object string
		fields []string
		want   string
	}{
		{"order", []string{"a", "b", "c"}, "s1|s1|s2|s3"},
		{"order", []string{"a", "b", "c"}, "s1|s1|s2|s3"},
		{"contact", []string{"a", "b", "c"}, "s1|s1|s2|-"},
		{"contact", []string{"b", "a"}, "s1|s2|s1"},
		{"contact", nil, "s1"},
		{"other", []string{"C"}, "s1|-"}, // as long as order
		{"Order", []string{"B", "ß", "C"}, "s1|s2|-|s3"},
		{"contact", []string{"x", "y", "z", "b", "A"}, "s1|-|-|-|s2|s1"},
	}
	r := NewReader()
	for _, tt := range tests {
		fields := append([]string(nil), tt.fields...)
		got := traceOf(r, strings.NewReader(page), tt.object, fields)
		if fmt.Sprint(got.rows) != "["+tt.want+"]" || got.err != nil {
			t.Errorf("%s %v: %v", tt.object, tt.fields, got)
		}
		clear(fields) // the Reader has its own copy
	}
}

// TestAmbiguousCase: a key that could be either of two fields is neither.
func TestAmbiguousCase(t *testing.T) {
	page := record(`{"ville":"1","contact.ville":"2","VILLE":"3"}`)
	got := traceOf(NewReader(), strings.NewReader(page), "contact", []string{"Ville", "VILLE"})
	if fmt.Sprint(got.rows) != "[s1|-|s3]" || got.err != nil {
		t.Errorf("got %v", got)
	}
}

// TestAbandonedPage: a page that was not read to its end leaves no trace.
func TestAbandonedPage(t *testing.T) {
	r := NewReader()
	abandoned := `{"x":1,"objects":[{"id":"1","data":{"Nom":"a"}},{"id":"2"`
	for n := range abandoned {
		r.Reset(strings.NewReader(abandoned[:n]), "contact", []string{"Nom"})
		r.Next()
		if got := traceOf(r, strings.NewReader(`{"objects":[{}]}`), "contact", []string{"Nom"}); got.err != nil || len(got.members) > 0 || fmt.Sprint(got.rows) != "[-|-]" {
			t.Fatalf("after %d bytes: %v", n, got)
		}
	}
}

// TestManyKeys: a server that never sends the same key twice can't fill the
// memory, and is read correctly all the same.
func TestManyKeys(t *testing.T) {
	var b strings.Builder
	for i := range 3 * maxLearnt {
		fmt.Fprintf(&b, `"k%d":"%d",`, i, i)
	}
	fields := []string{"k1", fmt.Sprint("k", 2*maxLearnt), "last"}
	data := "{" + b.String() + `"` + strings.Repeat("l", 2*maxLearntKey) + `":0,"last":true}`
	r := NewReader()
	for range 2 {
		got := traceOf(r, strings.NewReader(record(data)), "contact", fields)
		if want := fmt.Sprintf("[s1|s1|s%d|T]", 2*maxLearnt); fmt.Sprint(got.rows) != want || got.err != nil {
			t.Errorf("got %v, %v", got.rows, got.err)
		}
	}
	if n := len(r.keys.entries); n > maxLearnt+1 {
		t.Errorf("%d keys are remembered", n)
	}
}

func TestHead(t *testing.T) {
	page := strings.Repeat("<p>Bad gateway</p>", 100)
	for n := range len(page) {
		r := NewReader()
		traceOf(r, &splitReader{page: []byte(page[:n]), seed: uint32(n)}, "contact", nil)
		if !strings.HasPrefix(page[:min(n, maxHead)], string(r.Head())) || n > 0 && len(r.Head()) == 0 {
			t.Fatalf("%d bytes: %q", n, r.Head())
		}
	}
	r := NewReader()
	traceOf(r, strings.NewReader(page), "contact", nil)
	if string(r.Head()) != page[:maxHead] || cap(r.Head()) != maxHead {
		t.Errorf("got %d bytes, capacity %d", len(r.Head()), cap(r.Head()))
	}
	r.Reset(nil, "contact", nil)
	if len(r.Head()) != 0 {
		t.Error("the head is that of the page before")
	}
}

// TestMembersAreCopies: a report outlives the page.
func TestMembersAreCopies(t *testing.T) {
	r := NewReader()
	r.Reset(strings.NewReader(`{"error":"first"}`), "contact", nil)
	r.Next()
	first := r.Report()
	traceOf(r, strings.NewReader(`{"other":"second page"}`), "contact", nil)
	if m := first.Members; len(m) != 1 || m[0].Name != "error" || string(m[0].Value) != `"first"` {
		t.Errorf("got %q", m)
	}
}
