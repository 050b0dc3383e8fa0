package api

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"

	"github.com/scale-sql/scale/schema"
)

// urlLimit is the length in bytes that a request's URL keeps to: what servers
// and gateways accept of a request line is 8 KiB or more.
const urlLimit = 8000

// query is what the requests of one filter have in common.
type query struct {
	path   string
	fields string
	filter string
	sort   string
}

// newQuery renders a request's fields, filter and order. several tells that
// more than one page may come.
func newQuery(req *schema.Request, filter schema.Filter, several bool) query {
	return query{
		path:   "get_objects/" + url.PathEscape(req.Object.Name),
		fields: fieldList(req),
		filter: filter.Text,
		sort:   sortBy(sortKeys(req, several)),
	}
}

// fieldList is the parameter fields, or "" for every field: where every
// readable one is wanted, where the list would be too long for a URL, and where
// a name can't stand in it.
func fieldList(req *schema.Request) string {
	var names []string
	for _, f := range req.Fields {
		if !schema.ListName(f.Name) {
			return ""
		}
		names = append(names, f.Name)
	}
	if len(names) == 0 {
		return cheapestField(req.Object)
	}
	list := strings.Join(names, ",")
	if len(names) == len(req.Object.Columns())-1 || len(escape(list)) > urlLimit/4 {
		return ""
	}
	return list
}

// cheapestField is a field to ask for when only the ids are wanted: an empty
// list would mean every field.
func cheapestField(o *schema.Object) string {
	if o.Key != nil && schema.ListName(o.Key.Name) {
		return o.Key.Name
	}
	for _, f := range o.Fields {
		if f.Readable && schema.ListName(f.Name) && len(f.Name) <= urlLimit/16 {
			return f.Name
		}
	}
	return ""
}

// sortKeys is the request's order with a last key that makes it total when
// several pages may come, since pages of an order with ties need not fit
// together. Without a key field every other readable field is that last key:
// rows that are equal in all of them differ in nothing but their id. Many
// fields are cut to those that fit into a quarter of the URL.
func sortKeys(req *schema.Request, several bool) []schema.SortKey {
	keys := req.Sort
	if !several {
		return keys
	}
	used := make(map[string]bool, len(keys))
	for _, k := range keys {
		used[k.Field] = true
	}
	keys = keys[:len(keys):len(keys)]
	if key := req.Object.Key; key != nil {
		if !used[key.Name] {
			keys = append(keys, schema.SortKey{Field: key.Name})
		}
		return keys
	}
	size := 0
	for _, f := range req.Object.Fields {
		k := schema.SortKey{Field: f.Name}
		if !f.Readable || used[f.Name] {
			continue
		}
		if size += len(escape(sortBy([]schema.SortKey{k}))); size > urlLimit/4 {
			break
		}
		keys = append(keys, k)
	}
	return keys
}

// sortBy is the parameter sort_by: a JSON object whose members are in the order
// of the keys.
func sortBy(keys []schema.SortKey) string {
	if len(keys) == 0 {
		return ""
	}
	var b strings.Builder
	sep, direction := byte('{'), map[bool]string{false: `:"asc"`, true: `:"desc"`}
	for _, k := range keys {
		b.WriteByte(sep)
		sep = ','
		name, _ := json.Marshal(k.Field) // a string always can be
		b.Write(name)
		b.WriteString(direction[k.Desc])
	}
	b.WriteByte('}')
	return b.String()
}

// window is the part of a request that differs from page to page.
type window struct {
	paging Paging
	pos    int64  // rows of the filter before the page
	size   int64  // rows asked for
	after  string // ByKey: the last key seen, or empty
	known  int64  // rows at its start that are those at the end of the page before it: see overlapping
}

// url is the request's path and query for a page.
func (q query) url(w window, key *schema.Column, desc bool) string {
	var b strings.Builder
	b.WriteString(q.path)
	sep := byte('?')
	add := func(name, value string) {
		if value == "" {
			return
		}
		b.WriteByte(sep)
		sep = '&'
		b.WriteString(name)
		b.WriteByte('=')
		b.WriteString(escape(value))
	}
	add("fields", q.fields)
	add("filter", q.pageFilter(w, key, desc))
	add("sort_by", q.sort)
	if w.paging == ByPage {
		add("page", strconv.FormatInt(w.pos/w.size+1, 10))
		add("pagesize", strconv.FormatInt(w.size, 10))
		return b.String()
	}
	add("limit", strconv.FormatInt(w.size, 10))
	if w.pos > 0 {
		add("offset", strconv.FormatInt(w.pos, 10))
	}
	return b.String()
}

// pageFilter adds the last key seen to the filter, which pagingOf has found to
// be no chain of $or.
func (q query) pageFilter(w window, key *schema.Column, desc bool) string {
	if w.after == "" {
		return q.filter
	}
	op := " $gt "
	if desc {
		op = " $lt "
	}
	behind := key.Name + op + `"` + w.after + `"`
	if q.filter == "" {
		return behind
	}
	return q.filter + " $and " + behind
}

// escape is url.QueryEscape with a space as %20: not every server reads + as
// one outside of forms.
func escape(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }
