package information

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// Session is what a connection knows of itself, and what SET has changed.
type Session struct {
	Instance string
	// User is who the connection is for MySQL's clients: name@host.
	User         string
	ConnectionID int64
	// LastInsertID is the id of the record that the last INSERT of the connection
	// created, 0 if there was none, NoLastID if it can't be said.
	LastInsertID int64

	base map[string]any // what the connector decides: the zone, the collation
	// A query that was given up may go on for a moment beside the next statement.
	mu  sync.Mutex
	set map[string]any // what SET has changed
}

// NoLastID is the LastInsertID behind an INSERT of several records, or one that
// has failed or has not been sent yet.
const NoLastID = -1

// NewSession makes a session; base are the variables that differ from the
// defaults.
func NewSession(instance, user string, id int64, base map[string]any) *Session {
	return &Session{Instance: instance, User: user, ConnectionID: id, base: base, set: map[string]any{}}
}

// Variable is the value of a variable, a string, an int64 or nil for NULL. A
// global one is as it was when the connection began.
func (s *Session) Variable(name string, global bool) (value any, ok bool) {
	name = strings.ToLower(name)
	s.mu.Lock()
	v, ok := s.set[name]
	s.mu.Unlock()
	if ok && !global {
		return v, true
	}
	if v, ok := s.base[name]; ok {
		return v, true
	}
	v, ok = defaults[name]
	return v, ok
}

// Set changes a variable.
func (s *Session) Set(name string, value any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.set[strings.ToLower(name)] = value
}

// Text is the value of a variable that is a text, or "".
func (s *Session) Text(name string) string {
	v, _ := s.Variable(name, false)
	text, _ := v.(string)
	return text
}

func (s *Session) collation() string { return s.Text("collation_database") }

func (s *Session) userName() string {
	name, _, _ := strings.Cut(s.User, "@")
	return name
}

func (s *Session) host() string {
	_, host, _ := strings.Cut(s.User, "@")
	return host
}

// Grantee is the user as tables of privileges write it: 'name'@'host'.
func (s *Session) Grantee() string { return "'" + s.userName() + "'@'" + s.host() + "'" }

// VariableNames lists the names of all variables in their order.
func VariableNames() []string { return slices.Sorted(maps.Keys(defaults)) }

// shown is a variable's value as SHOW VARIABLES lists it: a switch is ON or OFF.
func shown(name string, v any) any {
	if n, ok := v.(int64); ok && switches[name] && n <= 1 {
		return [2]string{"OFF", "ON"}[n]
	}
	if n, ok := v.(int64); ok {
		return itoa(n)
	}
	return v
}
