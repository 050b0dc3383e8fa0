package residual

import (
	"fmt"
	"strings"

	"github.com/scale-sql/scale/translate/syntax"
)

// sessionFunctions are the functions about the connection.
var sessionFunctions = map[string]bool{
	"user": true, "current_user": true, "session_user": true, "system_user": true,
	"connection_id": true, "last_insert_id": true,
}

// refusedFunctions are functions about a server's state that the API has none of,
// and why.
var refusedFunctions = map[string]string{
	"found_rows":        "the rows of a statement before are not counted; ask for COUNT(*)",
	"row_count":         "what a statement changed is in its own result; use RowsAffected of database/sql",
	"get_lock":          "the API has no locks; see to it by other means that only one process writes",
	"release_lock":      "the API has no locks",
	"release_all_locks": "the API has no locks",
	"is_free_lock":      "the API has no locks",
	"is_used_lock":      "the API has no locks",
}

// sessionCall compiles the functions about the connection, and @@name; ok tells
// whether the function is one of them.
func (c *compiler) sessionCall(name string, args []piece) (p piece, ok bool, err error) {
	why, refused := refusedFunctions[name]
	var v any
	switch {
	case refused:
		return piece{}, true, fmt.Errorf("%w: %s(): %s", ErrUnsupported, strings.ToUpper(name), why)
	case name == syntax.FuncSysVar && c.env.Variable != nil && len(args) == 2:
		v, err = c.env.Variable(args[0].constant.text, args[1].constant.text)
	case sessionFunctions[name] && c.env.Session != nil && len(args) == 0:
		v, err = c.env.Session(name)
	case name == "last_insert_id" && len(args) > 0:
		err = fmt.Errorf("%w: LAST_INSERT_ID(x): it would change what the connection remembers", ErrUnsupported)
	case sessionFunctions[name] && len(args) > 0:
		err = wrongCount(name, 0, 0, len(args))
	default:
		return piece{}, false, nil
	}
	return valuePiece(v), true, err
}

func valuePiece(v any) piece {
	switch v := v.(type) {
	case string:
		return textLiteral(v)
	case int64:
		return intLiteral(v)
	}
	return nullPiece
}

// setLocal notes the database of a table that is none of the instance's, by which
// its columns may be qualified.
func (c *compiler) setLocal(database string) {
	if c.local == nil {
		c.local = make(map[string]bool)
	}
	c.local[strings.ToLower(database)] = true
}
