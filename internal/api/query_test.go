package api

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/scale-sql/scale/scaletest"
	"github.com/scale-sql/scale/schema"
)

// parse makes an object of fields, which are of type text but for ID_<name>.
func parse(t *testing.T, name string, fields ...string) *schema.Object {
	t.Helper()
	var members []string
	for _, f := range fields {
		members = append(members, fmt.Sprintf(`%q:{"attribs":{"type":"text"},"read":"Y","write":"Y"}`, f))
	}
	o, err := schema.ParseObject(name, []byte("{"+strings.Join(members, ",")+"}"), "")
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func columns(t *testing.T, o *schema.Object, names ...string) []*schema.Column {
	t.Helper()
	var cols []*schema.Column
	for _, name := range names {
		c, err := o.Lookup(name)
		if err != nil {
			t.Fatal(err)
		}
		cols = append(cols, c)
	}
	return cols
}

// TestPageURL is the requests as they go over the wire.
func TestPageURL(t *testing.T) {
	keyed := parse(t, "contact", "Nom", "Prénom", "a b", "ID_CONTACT")
	plain := parse(t, "order/s", "A", "B")
	comma := parse(t, "contact", "A,B", "C", "D")
	tests := []struct {
		name    string
		req     schema.Request
		several bool
		w       window
		want    string
	}{
		{"first page", schema.Request{Object: keyed, Fields: columns(t, keyed, "Nom")}, true, window{size: 10},
			`get_objects/contact?fields=Nom&sort_by={"ID_CONTACT":"asc"}&limit=10`},
		{"later page", schema.Request{Object: keyed, Fields: columns(t, keyed, "Nom")}, true, window{size: 10, pos: 20},
			`get_objects/contact?fields=Nom&sort_by={"ID_CONTACT":"asc"}&limit=10&offset=20`},
		{"by page", schema.Request{Object: keyed, Fields: columns(t, keyed, "Nom")}, true, window{size: 10, pos: 20, paging: ByPage},
			`get_objects/contact?fields=Nom&sort_by={"ID_CONTACT":"asc"}&page=3&pagesize=10`},
		{"by key", schema.Request{Object: keyed, Fields: columns(t, keyed, "Nom"), Filters: []schema.Filter{{Text: `Nom $eq "x"`}}}, true,
			window{size: 10, paging: ByKey, after: "47"},
			`get_objects/contact?fields=Nom&filter=Nom $eq "x" $and ID_CONTACT $gt "47"&sort_by={"ID_CONTACT":"asc"}&limit=10`},
		{"by key, no filter, downwards", schema.Request{Object: keyed, Fields: columns(t, keyed, "Nom"),
			Sort: []schema.SortKey{{Field: "ID_CONTACT", Desc: true}}}, true, window{size: 10, paging: ByKey, after: "47"},
			`get_objects/contact?fields=Nom&filter=ID_CONTACT $lt "47"&sort_by={"ID_CONTACT":"desc"}&limit=10`},
		{"order of sort keys, key last", schema.Request{Object: keyed, Fields: columns(t, keyed, "Nom"),
			Sort: []schema.SortKey{{Field: "Prénom", Desc: true}, {Field: "a b"}, {Field: "Nom"}}}, true, window{size: 1},
			`get_objects/contact?fields=Nom&sort_by={"Prénom":"desc","a b":"asc","Nom":"asc","ID_CONTACT":"asc"}&limit=1`},
		{"key sorted by already", schema.Request{Object: keyed, Fields: columns(t, keyed, "Nom"),
			Sort: []schema.SortKey{{Field: "ID_CONTACT", Desc: true}, {Field: "Nom"}}}, true, window{size: 1},
			`get_objects/contact?fields=Nom&sort_by={"ID_CONTACT":"desc","Nom":"asc"}&limit=1`},
		{"one page only", schema.Request{Object: keyed, Fields: columns(t, keyed, "Nom")}, false, window{size: 1},
			`get_objects/contact?fields=Nom&limit=1`},
		{"no fields", schema.Request{Object: keyed}, false, window{size: 1},
			`get_objects/contact?fields=ID_CONTACT&limit=1`},
		{"no fields and no key", schema.Request{Object: plain}, false, window{size: 1},
			`get_objects/order%2Fs?fields=A&limit=1`},
		{"all fields", schema.Request{Object: keyed, Fields: keyed.Columns()[1:]}, false, window{size: 1},
			`get_objects/contact?limit=1`},
		{"no key: all fields order", schema.Request{Object: plain, Fields: columns(t, plain, "A"), Sort: []schema.SortKey{{Field: "B", Desc: true}}},
			true, window{size: 1}, `get_objects/order%2Fs?fields=A&sort_by={"B":"desc","A":"asc"}&limit=1`},
		{"a comma in a name", schema.Request{Object: comma, Fields: columns(t, comma, "A,B")}, false, window{size: 1},
			`get_objects/contact?limit=1`},
		{"a comma in the first name", schema.Request{Object: comma}, false, window{size: 1},
			`get_objects/contact?fields=C&limit=1`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var filter schema.Filter
			if len(tt.req.Filters) > 0 {
				filter = tt.req.Filters[0]
			}
			desc := len(tt.req.Sort) > 0 && tt.req.Sort[0].Desc
			got := newQuery(&tt.req, filter, tt.several).url(tt.w, tt.req.Object.Key, desc)
			if strings.ContainsAny(got, ` +"{}$`) {
				t.Errorf("%s holds what should be escaped", got)
			}
			path, query, _ := strings.Cut(got, "?")
			query, err := url.PathUnescape(query)
			if got = path + "?" + query; got != tt.want || err != nil {
				t.Errorf("got  %s (%v)\nwant %s", got, err, tt.want)
			}
		})
	}
}

// TestURLStaysShort has many fields with long names: the list of fields and the
// order leave most of the URL to the filter.
func TestURLStaysShort(t *testing.T) {
	for _, letter := range []string{"a", "é", "\U0001F600"} {
		var names []string
		for i := range 3000 {
			names = append(names, fmt.Sprintf("%s%d", letter, i))
		}
		o := parse(t, "contact", names...)
		req := &schema.Request{Object: o, Fields: columns(t, o, names[:2900]...)}
		q := newQuery(req, schema.Filter{}, true)
		if q.fields != "" {
			t.Errorf("%q: a list of %d fields is sent", letter, strings.Count(q.fields, ",")+1)
		}
		if n := len(escape(q.sort)); n > urlLimit/4 {
			t.Errorf("%q: the order takes %d bytes of the URL", letter, n)
		}
		if q.sort == "" {
			t.Errorf("%q: no order", letter)
		}
	}
}

// TestHeaders looks at what every request brings along.
func TestHeaders(t *testing.T) {
	s := newServer(t, scaletest.WithData(people(3)))
	w := newWorld(t, s, nil)
	if _, err := w.client.ObjectList(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.mustScan(t, request(t, w.object))
	for _, r := range s.Requests() {
		if r.Header.Get("Accept") != "application/json" || r.Header.Get("User-Agent") != "scale-test/1" {
			t.Errorf("%s: header %v", r.Path, r.Header)
		}
	}
	c := newClient(t, s, func(o *Options) { o.Token = "another" })
	if err := c.Ping(t.Context()); err == nil {
		t.Error("the server takes any token: the header was not checked")
	}
}
