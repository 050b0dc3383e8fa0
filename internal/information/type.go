package information

import (
	"fmt"
	"strings"

	"github.com/scale-sql/scale/schema"
)

// mysqlType is a column's type in MySQL's terms, for tools that choose by it how
// to read and write a column.
type mysqlType struct {
	name, full       string // varchar and varchar(50)
	length           any    // of a text, in characters
	precision, scale any    // of a number
	fraction         any    // digits of a second's fraction
}

const (
	// longestVarchar is how many characters of four bytes a varchar may have.
	longestVarchar = 16383
	// longestText is how many bytes a text may have.
	longestText = 65535
	// What a DECIMAL may have at most, for one whose metadata doesn't say.
	mostDigits, mostPlaces = 65, 30
	// choiceLength is that of a choice whose metadata has none.
	choiceLength = 255
)

func typeOf(c *schema.Column) mysqlType {
	switch c.Type {
	case schema.Integer:
		return mysqlType{name: "bigint", full: "bigint", precision: 19, scale: 0}
	case schema.Decimal:
		p, s := mostDigits, mostPlaces
		if c.HasPrecision {
			p, s = c.Precision, c.Scale
		}
		return mysqlType{name: "decimal", full: fmt.Sprintf("decimal(%d,%d)", p, s), precision: p, scale: s}
	case schema.Boolean:
		return mysqlType{name: "tinyint", full: "tinyint(1)", precision: 3, scale: 0}
	case schema.Date:
		return mysqlType{name: "date", full: "date"}
	case schema.DateTime:
		return mysqlType{name: "datetime", full: "datetime", fraction: 0}
	case schema.Time:
		return mysqlType{name: "time", full: "time", fraction: 0}
	}
	return textType(c)
}

func textType(c *schema.Column) mysqlType {
	length := c.Length
	if length == 0 && c.SQLType == "CHOICE" {
		length = choiceLength
	}
	switch {
	case c.SQLType == "LONGTEXT":
		return mysqlType{name: "longtext", full: "longtext", length: int64(1)<<32 - 1}
	case length == 0 || length > longestVarchar:
		return mysqlType{name: "text", full: "text", length: longestText}
	}
	return mysqlType{name: "varchar", full: fmt.Sprintf("varchar(%d)", length), length: length}
}

// octets is a text's length in bytes.
func (t mysqlType) octets() any {
	n, ok := t.length.(int)
	if t.name == "varchar" && ok {
		return 4 * n
	}
	return t.length
}

// byDefault is the default of a column that is never NULL: what is not written
// reads as the empty text. MySQL has no default for a TEXT, and takes no statement
// that says one.
func (t mysqlType) byDefault(c *schema.Column) any {
	if c.Type == schema.Text && !c.Local && t.name == "varchar" {
		return ""
	}
	return nil
}

// comment is what the metadata says of a column in words.
func comment(c *schema.Column) string {
	var parts []string
	for _, s := range []string{c.Label, c.Description} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if c.Personal {
		parts = append(parts, "personal data")
	}
	return strings.Join(parts, " — ")
}

// moment is a date of the metadata; NULL if it isn't one.
func moment(s string) any {
	if _, ok := schema.ParseMoment(s); !ok {
		return nil
	}
	return s
}

func yesNo(b bool) string {
	if b {
		return "YES"
	}
	return "NO"
}
