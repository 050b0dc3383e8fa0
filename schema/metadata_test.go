package schema

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// infoExample is the example of get_object_info in the API's document.
const infoExample = `{
"Adresse": {
"attribs": {
"created_date": "2018-07-28 16:31:28",
"modified_date": "2021-05-20 12:43:28",
"label": "",
"description": "",
"type": "text",
"length": "100",
"is_personal_data": "N"
},
"read": "Y",
"write": "Y"
},
"Civilite": {
"attribs": {
"created_date": "2018-07-28 16:31:28",
"modified_date": "2022-11-08 14:58:52",
"label": "",
"description": "",
"type": "choice",
"length": "16",
"is_personal_data": "N"
},
"read": "Y",
"write": "Y"
},
"CP": {
"attribs": {
"created_date": "2018-07-28 16:31:28",
"modified_date": "2019-10-17 15:25:14",
"label": "",
"description": "",
"type": "text",
"length": "50",
"is_personal_data": "N"
},
"read": "Y",
"write": "Y"
}
}`

// listExample is the example of get_object_list.
const listExample = `{
"contact": {
"acl": "",
"create_time": "2022-10-25 16:45:09",
"update_time": "2023-01-27 01:19:17"
},
"orders": {
"acl": "",
"create_time": "2022-06-29 17:00:10",
"update_time": "2022-07-11 14:21:04"
},
"products": {
"acl": "",
"create_time": "2022-06-29 17:00:10",
"update_time": "2022-07-11 14:21:04"
}
}`

func TestDocumentsObject(t *testing.T) {
	o, err := ParseObject("contact", []byte(infoExample), "")
	if err != nil {
		t.Fatal(err)
	}
	want := []*Column{
		{Object: "contact", Name: "Adresse", Type: Text, SQLType: "TEXT", Length: 100,
			CreatedDate: "2018-07-28 16:31:28", ModifiedDate: "2021-05-20 12:43:28", Readable: true, Writable: true},
		{Object: "contact", Name: "Civilite", Type: Text, SQLType: "CHOICE", Length: 16,
			CreatedDate: "2018-07-28 16:31:28", ModifiedDate: "2022-11-08 14:58:52", Readable: true, Writable: true},
		{Object: "contact", Name: "CP", Type: Text, SQLType: "TEXT", Length: 50,
			CreatedDate: "2018-07-28 16:31:28", ModifiedDate: "2019-10-17 15:25:14", Readable: true, Writable: true},
	}
	if !reflect.DeepEqual(o.Fields, want) {
		t.Errorf("fields %+v", o.Fields)
	}
	if o.Name != "contact" || o.Key != nil || !o.ID.IsID || o.ID.SQLType != "BIGINT" {
		t.Errorf("object %+v", o)
	}
	if got := names(o.Columns()); got != "id Adresse Civilite CP" {
		t.Errorf("* is %q", got)
	}
}

func TestDocumentsList(t *testing.T) {
	list, err := ParseObjectList([]byte(listExample))
	want := []ObjectInfo{
		{"contact", "", "2022-10-25 16:45:09", "2023-01-27 01:19:17"},
		{"orders", "", "2022-06-29 17:00:10", "2022-07-11 14:21:04"},
		{"products", "", "2022-06-29 17:00:10", "2022-07-11 14:21:04"},
	}
	if err != nil || !reflect.DeepEqual(list, want) {
		t.Errorf("%+v, %v", list, err)
	}
}

func names(cols []*Column) string {
	var out []string
	for _, c := range cols {
		out = append(out, c.Name)
	}
	return strings.Join(out, " ")
}

// parseField parses an object of one field.
func parseField(t *testing.T, field string) *Column {
	t.Helper()
	o, err := ParseObject("contact", []byte(`{"f":`+field+`}`), "")
	if err != nil {
		t.Errorf("%s: %v", field, err)
		return &Column{}
	}
	return o.Fields[0]
}

func TestTypes(t *testing.T) {
	tests := []struct {
		declared string
		typ      Type
		sql      string
		length   int
		nullable string
	}{
		{"text", Text, "TEXT", 0, "string"},
		{" Choice ", Text, "CHOICE", 0, "string"},
		{"multichoice", Text, "MULTICHOICE", 0, "string"},
		{"VARCHAR(20)", Text, "VARCHAR", 20, "string"},
		{"enum('a','b')", Text, "ENUM", 0, "string"},
		{"hologram", Text, "HOLOGRAM", 0, "string"},
		{"", Text, "TEXT", 0, "string"},
		{"integer", Integer, "BIGINT", 0, "sql.NullInt64"},
		{"INT(11)", Integer, "BIGINT", 0, "sql.NullInt64"},
		{"key", Integer, "BIGINT", 0, "sql.NullInt64"},
		{"decimal", Decimal, "DECIMAL", 0, "decimal.NullDecimal"},
		{"Currency", Decimal, "DECIMAL", 0, "decimal.NullDecimal"},
		{"percent", Decimal, "DECIMAL", 0, "decimal.NullDecimal"},
		{"flag", Boolean, "BOOLEAN", 0, "sql.NullBool"},
		{"date", Date, "DATE", 0, "sql.NullTime"},
		{"DateTime", DateTime, "DATETIME", 0, "sql.NullTime"},
		{"timestamp", DateTime, "DATETIME", 0, "sql.NullTime"},
		{"time", Time, "TIME", 0, "sql.NullString"},
	}
	for _, tt := range tests {
		c := parseField(t, fmt.Sprintf(`{"attribs":{"type":%q}}`, tt.declared))
		if c.Type != tt.typ || c.SQLType != tt.sql || c.Length != tt.length || c.HasPrecision {
			t.Errorf("%q: %+v, want %v %s(%d)", tt.declared, c, tt.typ, tt.sql, tt.length)
		}
		if tt.typ == Time {
			continue // see TestScanTypes
		}
		if got := c.ScanType(false).String(); got != tt.nullable {
			t.Errorf("%q scans into %s, want %s", tt.declared, got, tt.nullable)
		}
	}
}

func TestScanTypes(t *testing.T) {
	id := &Column{Type: Integer, IsID: true}
	if id.ScanType(true).String() != "int64" || id.Nullable(true) {
		t.Errorf("id scans into %v", id.ScanType(true))
	}
	text := &Column{Type: Text}
	if text.ScanType(true).String() != "sql.NullString" || !text.Nullable(true) || text.Nullable(false) {
		t.Errorf("text scans into %v where empty is NULL", text.ScanType(true))
	}
	clock := &Column{Type: Time}
	if clock.ScanType(false).String() != "sql.NullString" {
		t.Errorf("time scans into %v", clock.ScanType(false))
	}
}

func TestPrecision(t *testing.T) {
	for _, tt := range []struct {
		declared         string
		precision, scale int
		has              bool
	}{
		{"decimal(10,2)", 10, 2, true},
		{"Decimal ( 12 , 0 )", 12, 0, true},
		{"decimal(10)", 0, 0, false},
		{"decimal(x,2)", 0, 0, false},
		{"decimal(-1,2)", 0, 0, false},
		{"decimal(10,2", 10, 2, true},
		{"text(10,2)", 0, 0, false},
	} {
		c := parseField(t, fmt.Sprintf(`{"attribs":{"type":%q}}`, tt.declared))
		if c.Precision != tt.precision || c.Scale != tt.scale || c.HasPrecision != tt.has {
			t.Errorf("%q: %d, %d, %v", tt.declared, c.Precision, c.Scale, c.HasPrecision)
		}
	}
}

// TestLenientShapes has servers write metadata in other ways than the document.
func TestLenientShapes(t *testing.T) {
	for _, tt := range []struct {
		field                        string
		length                       int
		label                        string
		readable, writable, personal bool
	}{
		{`{}`, 0, "", true, true, false},
		{`[]`, 0, "", true, true, false},
		{`[ ]`, 0, "", true, true, false},
		{`null`, 0, "", true, true, false},
		{`{"attribs":[],"read":"Y","write":"N"}`, 0, "", true, false, false},
		{`{"attribs":null,"read":null,"write":[]}`, 0, "", true, true, false},
		{`{"attribs":{"length":""},"read":"N"}`, 0, "", false, true, false},
		{`{"attribs":{"length":100}}`, 100, "", true, true, false},
		{`{"attribs":{"length":"100"}}`, 100, "", true, true, false},
		{`{"attribs":{"length":null,"label":null}}`, 0, "", true, true, false},
		{`{"attribs":{"length":-5}}`, 0, "", true, true, false},
		{`{"attribs":{"length":"long"}}`, 0, "", true, true, false},
		{`{"attribs":{"length":[]}}`, 0, "", true, true, false},
		{`{"attribs":{"label":12,"description":false}}`, 0, "12", true, true, false},
		{`{"attribs":{"label":"\u00c2ge","is_personal_data":"Y"}}`, 0, "Âge", true, true, true},
		{`{"attribs":{"is_personal_data":true},"read":1,"write":0}`, 0, "", true, false, true},
		{`{"read":true,"write":false}`, 0, "", true, false, false},
		{`{"read":" y ","write":"non"}`, 0, "", true, false, false},
		{`{"read":"","write":"rw"}`, 0, "", false, false, false},
	} {
		c := parseField(t, tt.field)
		if c.Length != tt.length || c.Label != tt.label || c.Readable != tt.readable || c.Writable != tt.writable || c.Personal != tt.personal {
			t.Errorf("%s: %+v", tt.field, c)
		}
	}
	for _, empty := range []string{`{}`, `[]`, " [ ] \n"} {
		o, err := ParseObject("contact", []byte(empty), "")
		if err != nil || names(o.Columns()) != "id" {
			t.Errorf("%s: %v", empty, err)
		}
		if list, err := ParseObjectList([]byte(empty)); err != nil || len(list) > 0 {
			t.Errorf("%s: %v, %v", empty, list, err)
		}
	}
	list, err := ParseObjectList([]byte(`{"a":[],"b":{"acl":[],"create_time":null},"c":null,"d":{"acl":7}}`))
	if err != nil || len(list) != 4 || list[3].ACL != "7" {
		t.Errorf("%v, %v", list, err)
	}
}

func TestBadMetadata(t *testing.T) {
	for _, tt := range []struct{ doc, want string }{
		{``, "unexpected EOF"},
		{`{"a":`, "unexpected EOF"},
		{`{"a":{}`, "unexpected EOF"},
		{`{"a":{}}{}`, "text after the JSON value"},
		{`{"a" {}}`, "not valid JSON"},
		{`["a"]`, "not an array"},
		{`"a"`, "a JSON object was expected"},
		{`null`, "a JSON object was expected"},
		{`{"a":"text"}`, `"a"`},
		{`{"a":["text"]}`, `"a"`},
		{`<html>`, "not valid JSON"},
	} {
		_, err := ParseObject("contact", []byte(tt.doc), "")
		wantError(t, err, `metadata of object "contact": `, tt.want)
		_, err = ParseObjectList([]byte(tt.doc))
		wantError(t, err, "list of objects: ", tt.want)
	}
	_, err := ParseObject("contact", []byte(`{"a":{},"b":{},"a":{}}`), "")
	wantError(t, err, `metadata of object "contact" lists field "a" twice`)
}

func FuzzParseObject(f *testing.F) {
	for _, doc := range []string{infoExample, listExample, `[]`, `{"a":[]}`, `{"a":{"attribs":[]}}`, `{"ID_X":{"read":0}}`, `{"id":null}`} {
		f.Add([]byte(doc), "x", "")
	}
	f.Fuzz(func(t *testing.T, doc []byte, name, keyField string) {
		ParseObjectList(doc)
		o, err := ParseObject(name, doc, keyField)
		if err != nil {
			return
		}
		for _, c := range o.Columns() {
			if got, err := o.Readable(c.Name); err != nil || got != c {
				t.Errorf("Readable(%q): %v, %v", c.Name, got, err)
			}
		}
		o.Lookup(name)
	})
}
