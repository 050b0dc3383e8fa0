package scaletest

import (
	"net/http"
	"strconv"
)

// serveList answers get_object_list.
func (s *Server) serveList(w http.ResponseWriter, r *http.Request, _ string) error {
	if _, err := readParameters(r.URL.RawQuery); err != nil {
		return err
	}
	var b []byte
	for _, t := range s.store.tables {
		b = append(s.appendString(append(b, ','), t.name), `:{"acl":"","create_time":`...)
		b = append(s.appendString(b, t.created), `,"update_time":`...)
		b = append(s.appendString(b, t.modified), '}')
	}
	return s.writeJSON(w, s.endObject(b, 0))
}

// serveInfo answers get_object_info.
func (s *Server) serveInfo(w http.ResponseWriter, r *http.Request, object string) error {
	if _, err := readParameters(r.URL.RawQuery); err != nil {
		return err
	}
	t := s.store.table(object)
	var b []byte
	for i, f := range t.fields {
		if s.config.noKeyField && i == t.key {
			continue
		}
		b = append(s.appendString(append(b, ','), f.Name), ':')
		b = s.appendInfo(b, t, f)
	}
	return s.writeJSON(w, s.endObject(b, 0))
}

// appendInfo writes the metadata of one field.
func (s *Server) appendInfo(b []byte, t *table, f Field) []byte {
	length := ""
	if f.Length > 0 {
		length = strconv.Itoa(f.Length)
	}
	attribs := [][2]string{
		{"created_date", t.created},
		{"modified_date", t.modified},
		{"label", f.Label},
		{"description", f.Description},
		{"type", f.Type},
		{"length", length},
		{"is_personal_data", flag(f.Personal)},
	}
	b = append(b, `{"attribs":`...)
	for i, a := range attribs {
		b = append(b, "{,"[min(i, 1)])
		b = s.appendString(append(s.appendString(b, a[0]), ':'), a[1])
	}
	b = append(b, `},"read":"`+flag(!f.NoRead)+`","write":"`+flag(!f.NoWrite)+`"}`...)
	return b
}

// flag is a boolean as the metadata writes it, whatever the data does.
func flag(b bool) string {
	if b {
		return "Y"
	}
	return "N"
}

// writeJSON answers with a whole body.
func (s *Server) writeJSON(w http.ResponseWriter, body []byte) error {
	w.Header().Set("Content-Type", "application/json")
	w.Write(body)
	return nil
}
