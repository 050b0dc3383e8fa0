package translate

import (
	"fmt"
	"strings"

	"github.com/scale-sql/scale/internal/information"
	"github.com/scale-sql/scale/schema"
	"github.com/xwb1989/sqlparser"
)

// localObject is the table of information_schema that a name means, or nil for a
// name of the instance's.
func localObject(name sqlparser.TableName) (*schema.Object, error) {
	if !information.IsSchema(name.Qualifier.String()) {
		return nil, nil
	}
	return information.Lookup(name.Qualifier.String(), name.Name.String())
}

// variable is the value of @@name or @@scope.name.
func (o *Options) variable(scope, name string) (any, error) {
	if o.Session == nil {
		return nil, unsupported("@@"+name, "there is no connection to ask")
	}
	switch scope {
	case "", "session", "local", "global":
	default:
		return nil, fmt.Errorf("unknown scope in @@%s.%s: it may be session or global", scope, name)
	}
	if lastID[strings.ToLower(name)] && scope != "global" {
		return o.sessionValue("last_insert_id")
	}
	v, ok := o.Session.Variable(name, scope == "global")
	if !ok {
		return nil, unknownVariable(name)
	}
	return v, nil
}

// lastID are the variables that say what LAST_INSERT_ID() does.
var lastID = words("identity last_insert_id")

func unknownVariable(name string) error {
	return &schema.UnknownError{What: "system variable", Name: name, Where: "this driver", Nearest: schema.Nearest(name, information.VariableNames())}
}

// sessionValue is the value of a function about the connection.
func (o *Options) sessionValue(function string) (any, error) {
	if o.Session == nil {
		return nil, unsupported(strings.ToUpper(function)+"()", "there is no connection to ask")
	}
	switch function {
	case "connection_id":
		return o.Session.ConnectionID, nil
	case "last_insert_id":
		if o.Session.LastInsertID == information.NoLastID {
			return nil, unsupported("LAST_INSERT_ID()", "the last INSERT created several records, failed, or is held until Commit; scale.InsertedIDs of its result lists the ids")
		}
		return o.Session.LastInsertID, nil
	}
	return o.Session.User, nil
}

// Session is that of the connection whose statement it is.
func (f *Finish) Session() *information.Session { return f.opt.Session }
