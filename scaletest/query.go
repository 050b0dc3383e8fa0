package scaletest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// readParameters reads a request's parameters and refuses those not allowed,
// repeated ones and whatever is not UTF-8.
func readParameters(raw string, allowed ...string) (map[string]string, error) {
	query, err := url.ParseQuery(raw)
	if err != nil {
		return nil, refuse("malformed parameters: %v", err)
	}
	parameters := make(map[string]string, len(query))
	for name, values := range query {
		if !slices.Contains(allowed, name) {
			return nil, refuse("unknown parameter %q", name)
		}
		if len(values) > 1 {
			return nil, refuse("parameter %s: repeated", name)
		}
		if !utf8.ValidString(values[0]) {
			return nil, refuse("parameter %s: not UTF-8", name)
		}
		parameters[name] = values[0]
	}
	return parameters, nil
}

// pageQuery is what a get_objects request asks for.
type pageQuery struct {
	columns []int
	filter  *condition // nil if there is none
	sort    []sortKey
	start   int
	count   int    // -1: all
	source  string // the filter and the sort as they were sent
}

func (s *Server) readPageQuery(t *table, raw string) (*pageQuery, error) {
	p, err := readParameters(raw, "fields", "limit", "offset", "page", "pagesize", "sort_by", "filter")
	if err != nil {
		return nil, err
	}
	q := &pageQuery{source: p["filter"] + "\x00" + p["sort_by"]}
	if q.start, q.count, err = s.readRange(p); err != nil {
		return nil, err
	}
	if q.columns, err = s.readFields(t, p); err != nil {
		return nil, err
	}
	if text, ok := p["sort_by"]; ok {
		if q.sort, err = s.readSort(t, text); err != nil {
			return nil, err
		}
	}
	if text, ok := p["filter"]; ok {
		if q.filter, err = s.readFilter(t, text); err != nil {
			return nil, err
		}
	}
	return q, nil
}

// readRange reads limit and offset, or page and pagesize, and applies what the
// options say about sizes.
func (s *Server) readRange(p map[string]string) (start, count int, err error) {
	n := map[string]int{"limit": -1, "offset": -1, "page": -1, "pagesize": -1}
	for name := range n {
		text, given := p[name]
		if !given {
			continue
		}
		value, err := strconv.ParseInt(text, 10, 32)
		if err != nil || !allDigits(text) {
			return 0, 0, refuse("parameter %s: %q is no number of records", name, text)
		}
		if value == 0 && name != "offset" {
			return 0, 0, refuse("parameter %s: must be greater than 0", name)
		}
		n[name] = int(value)
	}
	switch {
	case n["offset"] >= 0 && n["limit"] < 0:
		return 0, 0, refuse("parameter offset: must be used with limit")
	case (n["page"] < 0) != (n["pagesize"] < 0):
		return 0, 0, refuse("parameters page and pagesize: must be used with each other")
	case n["page"] > 0 && n["limit"] > 0:
		return 0, 0, refuse("parameters page and limit: can't be used with each other")
	case n["page"] > 0:
		start, count = s.pageRange(n["page"], n["pagesize"])
		return start, count, nil
	case n["limit"] > 0:
		return max(0, n["offset"]), s.capped(n["limit"]), nil
	case s.config.defaultLimit > 0:
		return 0, s.capped(s.config.defaultLimit), nil
	}
	return 0, s.capped(-1), nil
}

func (s *Server) pageRange(page, size int) (start, count int) {
	count = s.capped(size)
	if s.config.cappedPages {
		size = count
	}
	return (page - 1) * size, count
}

// capped applies the cap on a page's size; -1 asks for all records.
func (s *Server) capped(size int) int {
	if limit := s.config.pageCap; limit > 0 && (size < 0 || size > limit) {
		return limit
	}
	return size
}

// column finds a field that may be read, by its exact name.
func (s *Server) column(t *table, parameter, name string) (int, error) {
	column, ok := t.columns[name]
	if !ok || s.config.noKeyField && column == t.key {
		return 0, refuse("parameter %s: unknown field %q", parameter, name)
	}
	if t.fields[column].NoRead {
		return 0, refuse("parameter %s: field %s can't be read", parameter, name)
	}
	return column, nil
}

// readFields reads the fields to show; without the parameter, all readable
// fields are shown.
func (s *Server) readFields(t *table, p map[string]string) ([]int, error) {
	var columns []int
	text, given := p["fields"]
	if !given {
		for i, f := range t.fields {
			if !f.NoRead && !(s.config.noKeyField && i == t.key) {
				columns = append(columns, i)
			}
		}
		return columns, nil
	}
	for name := range strings.SplitSeq(text, ",") {
		column, err := s.column(t, "fields", name)
		if err != nil {
			return nil, err
		}
		if slices.Contains(columns, column) {
			return nil, refuse("parameter fields: field %s is repeated", name)
		}
		columns = append(columns, column)
	}
	return columns, nil
}

// readSort reads sort_by, "JSON object where keys are field names and values
// are asc or desc". The order of the keys is the order of sorting.
func (s *Server) readSort(t *table, text string) ([]sortKey, error) {
	malformed := refuse(`parameter sort_by: %q is not of the form {"field":"asc","field":"desc"}`, text)
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	if token, err := d.Token(); err != nil || token != json.Delim('{') {
		return nil, malformed
	}
	var keys []sortKey
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, malformed
		}
		direction, err := d.Token()
		if err != nil || direction != "asc" && direction != "desc" {
			return nil, malformed
		}
		column, err := s.column(t, "sort_by", name.(string))
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(keys, func(k sortKey) bool { return k.column == column }) {
			return nil, refuse("parameter sort_by: field %s is repeated", name)
		}
		keys = append(keys, sortKey{column, direction == "desc"})
	}
	if _, err := d.Token(); err != nil || len(keys) == 0 {
		return nil, malformed
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, malformed
	}
	return keys, nil
}
