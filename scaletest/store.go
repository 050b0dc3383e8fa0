package scaletest

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"sync"
	"unicode/utf8"
)

// row is a stored record. It never changes: an update puts another in its
// place, so that an answer being written keeps the record it began with.
type row struct {
	id     int64
	values []string // by column
	links  map[string]string
}

// table is an object as it is stored. Readers take the slice of rows under the
// store's lock and use it without; writers replace it or append beyond it.
type table struct {
	name, created, modified string
	key                     int // column, or -1
	fields                  []Field
	kinds                   []kind
	columns                 map[string]int
	rows                    []*row // by id
	lastID                  int64
	version                 int
}

// store is all that a server holds.
type store struct {
	mu       sync.RWMutex
	tables   []*table
	booleans [2]string
}

// The times of the document's examples.
const (
	exampleCreated  = "2022-06-29 17:00:10"
	exampleModified = "2022-07-11 14:21:04"
)

func newStore(c config) (*store, error) {
	s := &store{booleans: c.booleans}
	for _, o := range c.data {
		if s.table(o.Name) != nil || o.Name == "" {
			return nil, fmt.Errorf("object %q: missing or repeated name", o.Name)
		}
		t, err := newTable(o)
		if err != nil {
			return nil, fmt.Errorf("object %s: %w", o.Name, err)
		}
		s.tables = append(s.tables, t)
		if err := s.load(t, o.Records); err != nil {
			return nil, fmt.Errorf("object %s: %w", o.Name, err)
		}
	}
	return s, nil
}

func newTable(o Object) (*table, error) {
	t := &table{name: o.Name, created: o.Created, modified: o.Modified, key: -1, columns: map[string]int{}}
	if t.created == "" {
		t.created = exampleCreated
	}
	if t.modified == "" {
		t.modified = exampleModified
	}
	for i, f := range o.Fields {
		if _, repeated := t.columns[f.Name]; repeated || f.Name == "" || !utf8.ValidString(f.Name) {
			return nil, fmt.Errorf("field %q: bad or repeated name", f.Name)
		}
		t.fields = append(t.fields, f)
		t.kinds = append(t.kinds, kindOf(f.Type))
		t.columns[f.Name] = i
	}
	if o.Key != "" {
		column, ok := t.columns[o.Key]
		if !ok {
			return nil, fmt.Errorf("the key %s is not among the fields", o.Key)
		}
		t.key = column
	}
	return t, nil
}

// load fills a table that no one else knows yet.
func (s *store) load(t *table, records []Record) error {
	for _, r := range records {
		t.lastID = max(t.lastID, r.ID)
	}
	t.rows = make([]*row, 0, len(records))
	for _, r := range records {
		stored, err := s.row(t, r)
		if err != nil {
			return err
		}
		t.rows = append(t.rows, stored)
	}
	slices.SortFunc(t.rows, func(a, b *row) int { return cmp.Compare(a.id, b.id) })
	for i := 1; i < len(t.rows); i++ {
		if t.rows[i].id == t.rows[i-1].id {
			return fmt.Errorf("record %d: repeated", t.rows[i].id)
		}
	}
	return nil
}

// row makes a row of a record, taking the next id if it has none.
func (s *store) row(t *table, r Record) (*row, error) {
	if r.ID < 0 {
		return nil, fmt.Errorf("record %d: negative id", r.ID)
	}
	if r.ID == 0 {
		r.ID = t.lastID + 1
	}
	t.lastID = max(t.lastID, r.ID)
	stored := &row{id: r.ID, values: make([]string, len(t.fields)), links: maps.Clone(r.Links)}
	for name, value := range r.Values {
		column, ok := t.columns[name]
		if !ok {
			return nil, fmt.Errorf("record %d: no field %s", r.ID, name)
		}
		if err := checkValue(t.fields[column], t.kinds[column], [2]string{"Y", "N"}, value); err != nil {
			return nil, fmt.Errorf("record %d: %w", r.ID, err)
		}
		if t.kinds[column] == kindBoolean && value != "" {
			value = s.spell(value == "Y")
		}
		stored.values[column] = value
	}
	if t.key >= 0 {
		stored.values[t.key] = strconv.FormatInt(r.ID, 10)
	}
	return stored, nil
}

// spell writes a boolean as this server does.
func (s *store) spell(b bool) string {
	if b {
		return s.booleans[0]
	}
	return s.booleans[1]
}

// table finds an object by its exact name. The tables themselves are fixed
// once the server runs.
func (s *store) table(name string) *table {
	for _, t := range s.tables {
		if t.name == name {
			return t
		}
	}
	return nil
}

// snapshot is the state of a table at one moment.
func (s *store) snapshot(t *table) (rows []*row, version int) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return t.rows, t.version
}

// find returns where in the table a record is or would be.
func (t *table) find(id int64) (int, bool) {
	return slices.BinarySearchFunc(t.rows, id, func(r *row, id int64) int { return cmp.Compare(r.id, id) })
}

// insert adds a row. The caller holds the lock.
func (t *table) insert(r *row) {
	t.version++
	if n := len(t.rows); n == 0 || t.rows[n-1].id < r.id {
		t.rows = append(t.rows, r) // beyond what any reader has
		return
	}
	at, _ := t.find(r.id)
	t.rows = slices.Insert(slices.Clone(t.rows), at, r)
}

// remove takes a row out. The caller holds the lock.
func (t *table) remove(at int) {
	t.version++
	t.rows = slices.Delete(slices.Clone(t.rows), at, at+1)
}

// record gives a row as the user knows it, with booleans as Y and N.
func (s *store) record(t *table, r *row) Record {
	out := Record{ID: r.id, Values: make(map[string]string, len(r.values)), Links: maps.Clone(r.links)}
	for i, value := range r.values {
		if t.kinds[i] == kindBoolean && value != "" {
			value = map[bool]string{true: "Y", false: "N"}[value == s.booleans[0]]
		}
		out.Values[t.fields[i].Name] = value
	}
	return out
}
