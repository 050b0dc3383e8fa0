package scaletest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// change is one put_objects request being carried out.
type change struct {
	server *Server
	table  *table
	cloned bool // the table's rows may be replaced in place
}

// outcome is what became of one record, as the answer tells it.
type outcome struct {
	problem        string // empty: OK
	id             int64
	pairs          []pair
	links          map[string]string
	created, found bool
}

// put stores one record. "If 0, a new record is created. Otherwise, the record
// is updated only if it already exists."
func (c *change) put(text json.RawMessage) outcome {
	o, err := c.read(text)
	if err == nil && o.id != 0 {
		if _, o.found = c.table.find(o.id); !o.found {
			err = fmt.Errorf("record %d does not exist", o.id)
		}
	}
	if err != nil {
		o.problem = err.Error()
		return o
	}
	if o.found {
		c.update(o)
	} else {
		o.id = c.create(o)
		o.created = true
	}
	return o
}

func (c *change) create(o outcome) int64 {
	r, err := c.server.store.row(c.table, Record{Links: o.links})
	if err != nil { // an empty record has nothing that could be wrong
		panic(err)
	}
	for _, p := range o.pairs {
		r.values[p.column] = p.value
	}
	c.table.insert(r)
	return r.id
}

func (c *change) update(o outcome) {
	if !c.cloned {
		c.table.rows = slices.Clone(c.table.rows)
		c.cloned = true
	}
	c.table.version++
	at, _ := c.table.find(o.id)
	r := *c.table.rows[at]
	r.values = slices.Clone(r.values)
	for _, p := range o.pairs {
		r.values[p.column] = p.value
	}
	if len(o.links) > 0 {
		links := maps.Clone(o.links)
		for object, id := range r.links {
			if _, changed := links[object]; !changed {
				links[object] = id
			}
		}
		r.links = links
	}
	c.table.rows[at] = &r
}

// read checks a record. The outcome holds what could be read even if there is
// an error.
func (c *change) read(text json.RawMessage) (o outcome, err error) {
	members, ok := readMembers(text)
	if !ok {
		return o, fmt.Errorf("the record is no JSON object, or repeats a name")
	}
	var data json.RawMessage
	for _, m := range members {
		switch m.name {
		case "id":
			o.id, err = readID(m.value)
		case "link":
			o.links, err = c.readLinks(m.value)
		case "data":
			data = m.value
		default:
			err = fmt.Errorf("unknown parameter %q", m.name)
		}
		if err != nil {
			return o, err
		}
	}
	if data == nil {
		return o, fmt.Errorf("parameter data is mandatory")
	}
	o.pairs, err = c.readData(data)
	return o, err
}

// readID reads an id, written as a number or, as answers show it, as a string.
func readID(value json.RawMessage) (int64, error) {
	text := strings.TrimSuffix(strings.TrimPrefix(string(value), `"`), `"`)
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || !allDigits(text) {
		return 0, fmt.Errorf("%s is no id", value)
	}
	return id, nil
}

func (c *change) readLinks(value json.RawMessage) (map[string]string, error) {
	members, ok := readMembers(value)
	if !ok {
		return nil, fmt.Errorf("parameter link is no JSON object, or repeats an object")
	}
	links := make(map[string]string)
	for _, m := range members {
		linked := c.server.store.table(m.name)
		if linked == nil {
			return nil, fmt.Errorf("link: no object %q", m.name)
		}
		id, err := readID(m.value)
		if err != nil {
			return nil, fmt.Errorf("link: %w", err)
		}
		if _, exists := linked.find(id); !exists {
			return nil, fmt.Errorf("link: object %s has no record %d", m.name, id)
		}
		links[m.name] = strconv.FormatInt(id, 10)
	}
	return links, nil
}

func (c *change) readData(value json.RawMessage) ([]pair, error) {
	members, ok := readMembers(value)
	if !ok {
		return nil, fmt.Errorf("parameter data is no JSON object, or repeats a field")
	}
	var pairs []pair
	for _, m := range members {
		column, known := c.table.columns[m.name]
		if !known || c.server.config.noKeyField && column == c.table.key {
			return nil, fmt.Errorf("unknown field %q", m.name)
		}
		f, k := c.table.fields[column], c.table.kinds[column]
		if f.NoWrite || column == c.table.key {
			return nil, fmt.Errorf("field %s can't be written", f.Name)
		}
		text, err := c.server.store.scalar(k, m.value)
		if err == nil {
			err = checkValue(f, k, c.server.store.booleans, text)
		}
		if err != nil {
			return nil, err
		}
		pairs = append(pairs, pair{column: column, value: text})
	}
	return pairs, nil
}

// scalar is the text of a JSON string, number, boolean or null.
func (s *store) scalar(k kind, value json.RawMessage) (string, error) {
	switch value[0] {
	case '"':
		var text string
		err := json.Unmarshal(value, &text)
		return text, err
	case '{', '[':
		return "", fmt.Errorf("%s is no string, number, boolean or null", value)
	case 'n':
		return "", nil
	case 't', 'f':
		if k == kindBoolean {
			return s.spell(value[0] == 't'), nil
		}
	}
	return string(value), nil
}

// appendOutcome writes what became of a record. The document prefixes the keys
// of data with the object when the record has a link.
func (s *Server) appendOutcome(b []byte, t *table, o outcome) []byte {
	status := `{"status":"OK","id":`
	if o.problem != "" {
		status = `{"status":"KO","message":`
		status = string(append(s.appendString([]byte(status), o.problem), `,"id":`...))
	}
	b = s.appendID(append(b, status...), o.id)
	for i, p := range o.pairs {
		o.pairs[i].key = s.dataKey(t, p.column, len(o.links) > 0)
	}
	b = s.appendData(append(b, `,"data":`...), t, o.pairs)
	if len(o.links) > 0 {
		b = s.appendLinks(append(b, `,"link":`...), o.links)
	}
	b = append(b, `,"updated":"`+flag(o.found)+`"`...)
	b = append(b, `,"created":"`+flag(o.created)+`"`...)
	return append(b, `,"found":"`+flag(o.found)+`"}`...)
}
