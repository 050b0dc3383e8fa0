package residual

import (
	"fmt"
	"strings"
)

// standardFormats are what GET_FORMAT gives, by type and standard.
var standardFormats = map[string]map[string]string{
	"date":     {"EUR": "%d.%m.%Y", "USA": "%m.%d.%Y", "JIS": "%Y-%m-%d", "ISO": "%Y-%m-%d", "INTERNAL": "%Y%m%d"},
	"time":     {"EUR": "%H.%i.%s", "USA": "%h:%i:%s %p", "JIS": "%H:%i:%s", "ISO": "%H:%i:%s", "INTERNAL": "%H%i%s"},
	"datetime": {"EUR": "%Y-%m-%d %H.%i.%s", "USA": "%Y-%m-%d %H.%i.%s", "JIS": "%Y-%m-%d %H:%i:%s", "ISO": "%Y-%m-%d %H:%i:%s", "INTERNAL": "%Y%m%d%H%i%s"},
}

// getFormat writes GET_FORMAT(DATE, 'USA'), which is NULL of a standard that there is
// none of.
func (c *compiler) getFormat(_ string, args []piece) (piece, error) {
	if args[0].constant == nil || args[1].constant == nil || args[1].kind() != Str {
		return piece{}, fmt.Errorf("%w: GET_FORMAT of a standard that is no literal", ErrUnsupported)
	}
	format, ok := standardFormats[args[0].constant.text][strings.ToUpper(args[1].constant.text)]
	if !ok {
		return nullPiece, nil
	}
	return textLiteral(format), nil
}

// toSeconds writes TO_SECONDS, the seconds since the year 0.
func (c *compiler) toSeconds(_ string, args []piece) (piece, error) {
	days, clock := call(Int, "my_to_days", args[0]), call(Int, "my_time_to_sec", call(Time, "my_time", call(DateTime, "my_datetime", args[0])))
	return raw(Int, "(%s * 86400 + %s)", days.text, clock.text), nil
}

func (c *compiler) bitLength(_ string, args []piece) (piece, error) {
	return raw(Int, "(8 * %s)", call(Int, "my_length", asStr(args[0])).text), nil
}
