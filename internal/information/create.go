package information

import (
	"fmt"
	"strings"

	"github.com/scale-sql/scale/schema"
)

// CreateTable is the text of SHOW CREATE TABLE: what an object's columns would be
// in MySQL. It is there to be read: the API can't create an object.
func (s *Session) CreateTable(o *schema.Object, emptyAsNull bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "CREATE TABLE %s (\n", quoteName(shortName(o)))
	for i, c := range o.Columns() {
		if i > 0 {
			b.WriteString(",\n")
		}
		t := typeOf(c)
		fmt.Fprintf(&b, "  %s %s", quoteName(c.Name), t.full)
		nullable := c.Nullable(emptyAsNull)
		switch {
		case c.IsID:
			b.WriteString(" NOT NULL AUTO_INCREMENT")
		case nullable:
			b.WriteString(" DEFAULT NULL")
		case t.byDefault(c) != nil:
			b.WriteString(" NOT NULL DEFAULT ''")
		default:
			b.WriteString(" NOT NULL")
		}
		if text := comment(c); text != "" {
			b.WriteString(" COMMENT " + QuoteText(text))
		}
	}
	if !o.Local {
		b.WriteString(",\n  PRIMARY KEY (`id`)")
	}
	fmt.Fprintf(&b, "\n) ENGINE=%s DEFAULT CHARSET=%s COLLATE=%s", engineName, charset, s.collation())
	return b.String()
}

// shortName is the object's name without its database.
func shortName(o *schema.Object) string {
	if _, name, ok := strings.Cut(o.Name, "."); ok && o.Local {
		return name
	}
	return o.Name
}

// CreateDatabase is the text of SHOW CREATE DATABASE.
func (s *Session) CreateDatabase() string {
	return fmt.Sprintf("CREATE DATABASE %s /*!40100 DEFAULT CHARACTER SET %s COLLATE %s */", quoteName(s.Instance), charset, s.collation())
}

func quoteName(s string) string { return "`" + strings.ReplaceAll(s, "`", "``") + "`" }

// QuoteText writes a text as a literal of MySQL, on one line.
func QuoteText(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, "'", "''", "\n", `\n`, "\r", `\r`, "\x00", `\0`).Replace(s) + "'"
}
