package scaletest

import "maps"

// Data is what a server holds: its objects, in the order in which
// get_object_list names them.
type Data []Object

// Object is one object of the data mart with its metadata and its records.
type Object struct {
	// Name is the object's name as it stands in the path of a request.
	Name string
	// Key names the integer field which repeats the record's id in the data,
	// the ID_<OBJECT> of the API's older edition. It must be one of Fields,
	// and is filled in by the server. It is empty if there is no such field.
	Key string
	// Created and Modified are the times get_object_list and the attribs of
	// get_object_info report. If empty, the document's own examples are used.
	Created, Modified string
	// Fields is the metadata, in the order in which get_object_info lists it
	// and in which the data of a record is written.
	Fields []Field
	// Records may be given in any order; the server keeps them by id.
	Records []Record
}

// Field is the metadata of one field. Its zero flags mean a field which can be
// read and written, as nearly all can.
type Field struct {
	// Name is the field's name, which requests must spell exactly so.
	Name string
	// Type is the type as the metadata spells it, such as text, choice,
	// integer, decimal, boolean, date, datetime or time. A type the server
	// does not know is treated as text.
	Type string
	// Length is the greatest number of characters a value may have; 0 sets no
	// limit and is reported as an empty length.
	Length int
	// Label and Description are passed on in the metadata.
	Label, Description string
	// Personal is the metadata's is_personal_data.
	Personal bool
	// NoRead is the metadata's read "N": the field appears in no answer, and
	// naming it in fields, filter or sort_by is refused.
	NoRead bool
	// NoWrite is the metadata's write "N": put_objects refuses the field.
	NoWrite bool
}

// Record is one record of an object.
type Record struct {
	// ID is the record's identifier, which is greater than 0 and unique in
	// its object. Data may leave it 0 to have it assigned.
	ID int64
	// Values maps fields to the API's text of their values: a number in
	// digits with a dot, a date as YYYY-MM-DD, a boolean as Y or N, and the
	// empty string for no value. A field left out is empty.
	Values map[string]string
	// Links maps other objects to the id of the record linked in each, as
	// put_objects' link parameter does.
	Links map[string]string
}

// Record returns a copy of the record with the given id.
func (o Object) Record(id int64) (Record, bool) {
	for _, r := range o.Records {
		if r.ID == id {
			return Record{ID: r.ID, Values: maps.Clone(r.Values), Links: maps.Clone(r.Links)}, true
		}
	}
	return Record{}, false
}
