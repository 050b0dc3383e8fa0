package residual

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/scale-sql/scale/schema"
)

// unknownFunction refuses a call, and says what to write in its place if it is of
// another dialect, of a newer MySQL, or a slip of the pen.
func unknownFunction(name string) error {
	shown := shorten(strings.ToUpper(strings.TrimPrefix(name, "__")))
	if instead := elsewhere[name]; instead != "" {
		return fmt.Errorf("%w: function %s; %s", ErrUnsupported, shown, instead)
	}
	if near := schema.Nearest(name, functionNames()); near != "" && len(name) > 3 {
		return fmt.Errorf("%w: function %s; did you mean %s?", ErrUnsupported, shown, strings.ToUpper(near))
	}
	return fmt.Errorf("%w: function %s", ErrUnsupported, shown)
}

// functionNames are those of MySQL's functions that are known, in their order, so
// that the same one is the nearest each time.
func functionNames() []string {
	names := slices.AppendSeq([]string{"group_concat"}, maps.Keys(aggregateNames))
	names = slices.AppendSeq(names, maps.Keys(special))
	names = slices.AppendSeq(names, maps.Keys(simple))
	names = slices.DeleteFunc(names, func(n string) bool { return strings.HasPrefix(n, "__") })
	slices.Sort(names)
	return names
}

// elsewhere is what to write in place of functions of other dialects and of newer
// versions of MySQL.
var elsewhere = map[string]string{
	"nvl": "use IFNULL", "nvl2": "use IF", "iif": "use IF", "decode": "use CASE", "isnumeric": "use REGEXP",
	"len": "use CHAR_LENGTH", "charindex": "use LOCATE", "strpos": "use LOCATE", "chr": "use CHAR",
	"split_part": "use SUBSTRING_INDEX", "initcap": "use CONCAT(UPPER(LEFT(x, 1)), LOWER(SUBSTRING(x, 2)))",
	"string_agg": "use GROUP_CONCAT", "listagg": "use GROUP_CONCAT", "array_agg": "use GROUP_CONCAT", "random": "use RAND",
	"getdate": "use NOW", "date_trunc": "use DATE_FORMAT(d, '%Y-%m-01')", "date_part": "use EXTRACT", "datepart": "use EXTRACT",
	"dateadd": "use DATE_ADD", "date_diff": "use DATEDIFF or TIMESTAMPDIFF", "strftime": "use DATE_FORMAT",
	"to_char": "use DATE_FORMAT or FORMAT", "to_date": "use STR_TO_DATE", "to_timestamp": "use STR_TO_DATE", "to_number": "use CAST",
	"regexp_like": "use REGEXP", "regexp_replace": "it is of MySQL 8; REPLACE and SUBSTRING_INDEX are here",
	"regexp_substr": "it is of MySQL 8; SUBSTRING_INDEX is here", "regexp_instr": "it is of MySQL 8; LOCATE is here",
	"match": "use LIKE or REGEXP", "median": "sort by the column, and take the middle row with LIMIT",
	"json_extract": "read the column, and take it apart in your program", "json_unquote": "read the column, and take it apart in your program",
}
