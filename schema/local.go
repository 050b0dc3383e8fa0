package schema

// NewLocal makes an object of the driver's own, such as information_schema.tables:
// its rows are computed from what the driver knows, and the API is never asked
// about it. Its columns are fields, whose NULL is NULL and whose empty text is a
// text; it has no id that a statement could name.
func NewLocal(name string, fields []*Column) *Object {
	o := &Object{
		Name: name, Local: true, Fields: fields,
		ID:     &Column{Object: name, Name: "id", Type: Integer, SQLType: sqlNames[Integer], Readable: true, IsID: true},
		byName: make(map[string]*Column, len(fields)),
		byFold: make(map[string][]*Column, len(fields)),
	}
	for _, f := range fields {
		f.Object, f.Local, f.Readable = name, true, true
		o.index(f)
	}
	return o
}
