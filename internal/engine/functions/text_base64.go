package functions

import (
	"encoding/base64"
	"strings"

	"zombiezen.com/go/sqlite"
)

// base64Line is how many characters TO_BASE64 writes on a line.
const base64Line = 76

// toBase64 is TO_BASE64: base64 with its padding, in lines.
func toBase64(c call) (sqlite.Value, error) {
	s := c.text(0)
	if len(s) > maxText/3*2 {
		return null, nil
	}
	code := base64.StdEncoding.EncodeToString([]byte(s))
	var lines strings.Builder
	for len(code) > base64Line {
		lines.WriteString(code[:base64Line] + "\n")
		code = code[base64Line:]
	}
	return textResult(lines.String() + code)
}

// withoutSpace leaves out what FROM_BASE64 does.
var withoutSpace = strings.NewReplacer(" ", "", "\t", "", "\n", "", "\v", "", "\f", "", "\r", "")

// fromBase64 is FROM_BASE64, NULL for what is no base64 with its padding.
func fromBase64(c call) (sqlite.Value, error) {
	b, err := base64.StdEncoding.DecodeString(withoutSpace.Replace(c.text(0)))
	if err != nil {
		return null, nil
	}
	return textResult(string(b))
}
