package schema

import (
	"fmt"
	"reflect"
	"strings"
)

// Object is one object of the instance, a table in SQL's terms.
type Object struct {
	// Name is the object's name in the API's spelling.
	Name string
	// ID is the column id: each record's top-level id, always selectable.
	ID *Column
	// Fields are the columns of the metadata in its order, those that may not
	// be read included.
	Fields []*Column
	// Key is the field that stands for the record's id in filters and sorts,
	// or nil if the metadata has none and the DSN names none.
	Key *Column
	// Local tells an object of the driver's own, of which the API knows nothing.
	Local bool

	byName map[string]*Column   // exact spelling
	byFold map[string][]*Column // lower case
}

// Column is one column of an object.
type Column struct {
	Object string // the object's name
	Name   string // the metadata's spelling; "id" for the id column
	Type   Type
	// SQLType is the database type name: BIGINT, DATE, TEXT, CHOICE, ...
	SQLType string
	// Length is the metadata's length in characters, 0 if it has none.
	Length int
	// Precision and Scale are those of a type such as decimal(10,2);
	// HasPrecision tells whether the metadata has them.
	Precision, Scale int
	HasPrecision     bool

	Label, Description        string
	CreatedDate, ModifiedDate string
	Personal                  bool // is_personal_data
	Readable, Writable        bool
	IsID                      bool // the id column
	// Local tells a column of a Local object; MayBeNull, whether it may hold NULL.
	Local, MayBeNull bool
}

// Nullable reports whether the column may hold NULL. The API has empty values
// only: an empty text is the empty string unless emptyAsNull asks otherwise, an
// empty value of any other type is NULL, and a record always has its id.
func (c *Column) Nullable(emptyAsNull bool) bool {
	if c.Local {
		return c.MayBeNull
	}
	return !c.IsID && (c.Type != Text || emptyAsNull)
}

// ScanType is the Go type that holds each of the column's values.
func (c *Column) ScanType(emptyAsNull bool) reflect.Type {
	return scanType(c.Type, c.Nullable(emptyAsNull))
}

// newObject indexes the columns of an object. keyField names the field which
// stands for the id in filters; it is empty for the metadata's own one.
func newObject(name string, fields []*Column, keyField string) (*Object, error) {
	o := &Object{
		Name:   name,
		ID:     &Column{Object: name, Name: "id", Type: Integer, SQLType: sqlNames[Integer], Readable: true, IsID: true},
		byName: make(map[string]*Column, len(fields)+1),
		byFold: make(map[string][]*Column, len(fields)+1),
	}
	o.index(o.ID)
	var idField *Column
	for _, f := range fields {
		f.Object = name
		if strings.EqualFold(f.Name, "id") {
			idField = f // the same value as the record's own id: not a second column
			o.ID.Label, o.ID.Description, o.ID.Personal = f.Label, f.Description, f.Personal
			o.ID.CreatedDate, o.ID.ModifiedDate = f.CreatedDate, f.ModifiedDate
			continue
		}
		if o.byName[f.Name] != nil {
			return nil, fmt.Errorf("metadata of object %q lists field %q twice", name, f.Name)
		}
		o.Fields = append(o.Fields, f)
		o.index(f)
	}
	o.Key = o.findKey(keyField, idField)
	return o, nil
}

func (o *Object) index(c *Column) {
	o.byName[c.Name] = c
	fold := strings.ToLower(c.Name)
	o.byFold[fold] = append(o.byFold[fold], c)
}

// findKey finds the field that stands for the id: the one the DSN's key_field
// names ("%s" is the object), else ID_<OBJECT> as in the API's older edition,
// else a field called id. A key the DSN names need not be in the metadata.
func (o *Object) findKey(keyField string, idField *Column) *Column {
	want := "ID_" + o.Name
	if keyField != "" {
		want = strings.ReplaceAll(keyField, "%s", o.Name)
	}
	if c := o.keyNamed(want); c != nil {
		return c
	}
	if keyField != "" {
		if idField != nil && strings.EqualFold(idField.Name, want) {
			return idField
		}
		return &Column{Object: o.Name, Name: want, Type: Integer, SQLType: sqlNames[Integer], Readable: true}
	}
	if idField != nil && idField.Readable {
		return idField
	}
	return nil
}

func (o *Object) keyNamed(name string) *Column {
	c := o.byName[name]
	if same := o.byFold[strings.ToLower(name)]; c == nil && len(same) == 1 {
		c = same[0]
	}
	if c == nil || c.IsID || !c.Readable {
		return nil
	}
	return c
}

// Columns are the columns of "*": id, then the readable fields in the
// metadata's order.
func (o *Object) Columns() []*Column {
	if o.Local {
		return o.Fields
	}
	cols := make([]*Column, 0, len(o.Fields)+1)
	cols = append(cols, o.ID)
	for _, f := range o.Fields {
		if f.Readable {
			cols = append(cols, f)
		}
	}
	return cols
}

// Lookup finds a column by name, without regard to case unless two columns
// differ in nothing else. The error names the nearest column.
func (o *Object) Lookup(name string) (*Column, error) {
	if c := o.byName[name]; c != nil {
		return c, nil
	}
	same := o.byFold[strings.ToLower(name)]
	switch len(same) {
	case 1:
		return same[0], nil
	case 0:
		return nil, &UnknownError{What: "column", Name: name, Where: fmt.Sprintf("object %q", o.Name), Nearest: Nearest(name, o.names())}
	}
	return nil, fmt.Errorf("column %q of object %q is ambiguous: it could be %q or %q; write it in the spelling you mean",
		name, o.Name, same[0].Name, same[1].Name)
}

// Readable finds a column as Lookup does and refuses one whose metadata says
// that the API profile may not read it.
func (o *Object) Readable(name string) (*Column, error) {
	c, err := o.Lookup(name)
	if err == nil && !c.Readable {
		return nil, fmt.Errorf("column %q of object %q may not be read: its metadata says read \"N\" for this API profile", c.Name, o.Name)
	}
	return c, err
}

// Has reports whether the metadata has a field of just this name.
func (o *Object) Has(field string) bool { return o.byName[field] != nil }

func (o *Object) names() []string {
	var names []string
	for _, c := range o.Columns() {
		names = append(names, c.Name)
	}
	return names
}
