package api

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/scale-sql/scale/schema"
)

// unruly is a world whose pages f makes: it is told the parameters of a request
// and how many came before, and returns the records.
func unruly(t *testing.T, paging Paging, size int, f func(q map[string]string, n int) string) *world {
	n := 0
	w := bubbled(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := map[string]string{}
		for name, values := range r.URL.Query() {
			q[name] = values[0]
		}
		io.WriteString(w, `{"objects":[`+f(q, n)+`]}`)
		n++
	}), func(o *Options) { o.Paging, o.PageSize = paging, size })
	return w
}

// ids are records of these ids.
func ids(list ...int) string {
	var parts []string
	for _, id := range list {
		parts = append(parts, fmt.Sprintf(`{"id":"%d","data":{"Nom":"n"}}`, id))
	}
	return strings.Join(parts, ",")
}

// span are records of n ids from first on.
func span(first, n int) string {
	var list []int
	for i := range n {
		list = append(list, first+i)
	}
	return ids(list...)
}

// TestCircles has servers whose pages come again and again: an error after a
// bounded number of requests, whichever page the circle begins with.
func TestCircles(t *testing.T) {
	circle := func(before, length int) func(map[string]string, int) string {
		return func(_ map[string]string, n int) string {
			if n >= before {
				n = before + (n-before)%length
			}
			return span(10*n, 10)
		}
	}
	for _, paging := range []Paging{ByOffset, ByPage} {
		for _, tt := range []struct{ before, length int }{{0, 1}, {0, 2}, {0, 7}, {1, 1}, {1, 2}, {2, 3}, {5, 2}, {30, 4}, {3, 40}} {
			w := unruly(t, paging, 10, circle(tt.before, tt.length))
			got, err := w.scan(t, request(t, w.object))
			wantError(t, err, `object "contact"`)
			if n := len(w.wire.requests()); n > 4*(tt.before+tt.length)+4 || len(got) > 10*n {
				t.Errorf("paging %d, %d pages behind %d others: %d requests, %d rows", paging, tt.length, tt.before, n, len(got))
			}
		}
	}
}

// TestCirclesWithoutIDs has pages of records without ids, which can be told
// apart by their values only.
func TestCirclesWithoutIDs(t *testing.T) {
	page := func(n int) string {
		var parts []string
		for i := range 10 {
			parts = append(parts, fmt.Sprintf(`{"data":{"Nom":"%d"}}`, 10*n+i))
		}
		return strings.Join(parts, ",")
	}
	for _, length := range []int{1, 2, 5} {
		w := unruly(t, ByOffset, 10, func(_ map[string]string, n int) string { return page(n % length) })
		_, err := w.scan(t, request(t, w.object))
		wantError(t, err, "have no id", "again and again")
		if n := len(w.wire.requests()); n > 8*length {
			t.Errorf("%d requests", n)
		}
	}
	w := unruly(t, ByOffset, 10, func(_ map[string]string, n int) string {
		if n == 20 {
			return ""
		}
		return page(n)
	})
	n := 0
	s, err := w.client.Scan(t.Context(), request(t, w.object))
	for ; err == nil; n++ {
		err = s.Next()
	}
	if err != io.EOF || n != 201 {
		t.Errorf("%d rows of 200, %v", n-1, err)
	}
	s.Close()
}

// TestLongPagesTwice has a server that sends all of a large object whatever it is
// asked for: of a page, no more ids are kept than rows may have been pushed on,
// and that the page is the same again is found out nonetheless.
func TestLongPagesTwice(t *testing.T) {
	page := span(1, 3*mostSeen)
	w := unruly(t, ByOffset, 10, func(map[string]string, int) string { return page })
	s, err := w.client.Scan(t.Context(), request(t, w.object))
	n := 0
	for ; err == nil; n++ {
		err = s.Next()
	}
	wantError(t, err, "record 1 came again pages later")
	if n != 3*mostSeen+1 || cap(s.seen.now) > 3*mostSeen || len(s.seen.before) > 2*mostSeen {
		t.Errorf("%d rows, of which %d and %d ids are kept", n, cap(s.seen.now), len(s.seen.before))
	}
	s.Close()
}

// TestNewRowsForEver has a server that never ends: that is the reader's to end.
func TestNewRowsForEver(t *testing.T) {
	for _, paging := range []Paging{ByOffset, ByPage, ByKey} {
		w := unruly(t, paging, 10, func(_ map[string]string, n int) string { return span(1+10*n, 10) })
		req := request(t, w.object)
		req.Limit = 1234
		if got := w.mustScan(t, req); len(got) != 1234 {
			t.Errorf("%d rows", len(got))
		}
		if n := len(w.wire.requests()); n != 124 {
			t.Errorf("%d requests", n)
		}
	}
}

// TestEndlessPage has one page without an end. It is read as far as a server
// which ignores limit may go, and no further.
func TestEndlessPage(t *testing.T) {
	for _, paging := range []Paging{ByOffset, ByPage, ByKey} {
		w := bubbled(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, `{"objects":[{"id":"1"}`)
			var b []byte
			for id := 2; ; {
				b = b[:0]
				for range 1000 {
					b = append(strconv.AppendInt(append(b, `,{"id":"`...), int64(id), 10), `"}`...)
					id++
				}
				if _, err := w.Write(b); err != nil {
					return
				}
			}
		}), func(o *Options) { o.Paging, o.PageSize = paging, 10 })
		s, err := w.client.Scan(t.Context(), request(t, w.object))
		n := -1
		for ; err == nil; n++ {
			err = s.Next()
		}
		wantError(t, err, "10 rows were asked for", "more than 1000000", "ignore the size")
		if n != leastSurplus {
			t.Errorf("%d rows", n)
		}
		s.Close()
		req := request(t, w.object)
		req.Limit = 5000
		if got := w.mustScan(t, req); len(got) != 5000 {
			t.Errorf("%d rows of 5000", len(got))
		}
	}
}

// TestKeysetOrder has keys that don't go on as keyset paging needs them to.
func TestKeysetOrder(t *testing.T) {
	tests := []struct {
		name string
		desc bool
		page func(q map[string]string, n int) string
		want string
		rows int
	}{
		{"the same page", false, func(map[string]string, int) string { return span(1, 3) }, "ignore the filter on the key", 3},
		{"one row again", false, func(_ map[string]string, n int) string { return span(1+2*n, 3) }, "ignore the filter on the key", 3},
		{"downwards", false, func(map[string]string, int) string { return ids(9, 8, 7) }, "record 8 comes behind record 9: the server seems to ignore sort_by", 1},
		{"upwards", true, func(map[string]string, int) string { return ids(7, 8, 9) }, "record 8 comes behind record 7: the server seems to ignore sort_by", 1},
		{"at random", false, func(map[string]string, int) string { return ids(3, 7, 5) }, "record 5 comes behind record 7", 2},
		{"twice", false, func(map[string]string, int) string { return ids(3, 3, 5) }, "record 3 comes behind record 3", 1},
		{"downwards page by page", false, func(_ map[string]string, n int) string { return span(90-3*n, 3) }, "ignore the filter on the key", 3},
		{"as texts", false, func(map[string]string, int) string { return ids(1, 10, 2) }, "record 2 comes behind record 10", 2},
		{"with zeros", false, func(map[string]string, int) string { return `{"id":"9"},{"id":"0010"},{"id":"00011"}` }, "ignore the filter on the key", 3},
		{"huge", false, func(map[string]string, int) string {
			return `{"id":"9"},{"id":"99999999999999999998"},{"id":"99999999999999999999"}`
		}, "ignore the filter on the key", 3},
		{"text", false, func(map[string]string, int) string { return `{"id":"1"},{"id":"b"},{"id":"3"}` }, `numbers, not "b"`, 1},
		{"negative", false, func(map[string]string, int) string { return `{"id":-2},{"id":1}` }, `numbers, not "-2"`, 0},
		{"a fraction", false, func(map[string]string, int) string { return `{"id":1.5},{"id":2}` }, `numbers, not "1.5"`, 0},
		{"none", false, func(map[string]string, int) string { return `{"id":"1"},{"data":{}},{"id":"3"}` }, "an id in every record", 1},
		{"an injection", false, func(map[string]string, int) string { return `{"id":"1\" $or \"1"}` }, "numbers, not", 0},
	}
	for _, tt := range tests {
		w := unruly(t, ByKey, 3, tt.page)
		req := request(t, w.object)
		if tt.desc {
			req.Sort = []schema.SortKey{{Field: w.object.Key.Name, Desc: true}}
		}
		got, err := w.scan(t, req)
		wantError(t, err, tt.want, "paging")
		if n := len(w.wire.requests()); len(got) != tt.rows || n > 2 {
			t.Errorf("%s: %d rows of %d requests, want %d", tt.name, len(got), n, tt.rows)
		}
	}
}

// TestOddIDs has ids that are no numbers of 64 bits, which offsets don't need.
func TestOddIDs(t *testing.T) {
	pages := []string{
		`{"id":"a"},{"id":"b"},{"id":""}`, `{"id":-1},{"id":1e999999},{"id":"` + strings.Repeat("9", 1_000_000) + `"}`, `{"id":"c"},{"data":{}},{"id":"c"}`, ``,
	}
	w := unruly(t, ByOffset, 3, func(_ map[string]string, n int) string { return pages[n] })
	if got := w.mustScan(t, request(t, w.object)); len(got) != 9 {
		t.Errorf("%d rows, want 9: a record that is twice on one page is delivered as it was sent", len(got))
	}
}

// TestUnsafeKeyField has a key field whose name can't stand in a filter: keyset
// paging writes none.
func TestUnsafeKeyField(t *testing.T) {
	for _, name := range []string{`id" $or "a`, "a $and b", "$or", "ID CONTACT", "id\n"} {
		w := unruly(t, ByKey, 3, func(_ map[string]string, n int) string {
			return span(1+3*n, 3-2*(n/2))
		})
		w.object = parseKey(t, name)
		if got := w.mustScan(t, request(t, w.object)); len(got) != 7 {
			t.Errorf("%s: %d rows", name, len(got))
		}
		for _, target := range w.wire.requests() {
			if strings.Contains(target, "filter=") {
				t.Errorf("%s: %s", name, target)
			}
		}
	}
}

// parseKey is the object contact with a key field of that name.
func parseKey(t *testing.T, name string) *schema.Object {
	t.Helper()
	o, err := schema.ParseObject("contact", fmt.Appendf(nil, `{"Nom":{"attribs":{"type":"text"}},%q:{"attribs":{"type":"integer"}}}`, name), name)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// TestLongNames has names that leave no room in a URL: each request is short
// enough, or none is made.
func TestLongNames(t *testing.T) {
	long := strings.Repeat("é", 5000)
	o, err := schema.ParseObject("contact", []byte(`{"Nom":{},"`+long+`":{}}`), "")
	if err != nil {
		t.Fatal(err)
	}
	w := unruly(t, ByOffset, 10, func(map[string]string, int) string { return span(1, 3) })
	column, err := o.Lookup(long)
	if err != nil {
		t.Fatal(err)
	}
	req := &schema.Request{Object: o, Fields: []*schema.Column{column}, Limit: 2}
	if got := w.mustScan(t, req); len(got) != 2 {
		t.Errorf("%d rows", len(got))
	}
	for _, target := range w.wire.requests() {
		if len(target) > urlLimit {
			t.Errorf("a request of %d bytes", len(target))
		}
	}
	w.forget()
	req.Sort = []schema.SortKey{{Field: long}}
	_, err = w.scan(t, req)
	wantError(t, err, "the URL of the request would have", "names in it are too long")
	if len(w.wire.requests()) > 0 || len(err.Error()) > 1000 {
		t.Errorf("requests %q, %v", w.wire.requests(), err)
	}
}
