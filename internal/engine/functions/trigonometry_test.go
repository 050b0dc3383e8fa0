package functions

import "testing"

// The values are those of MySQL's manual where it has an example.
func TestTrigonometry(t *testing.T) {
	runSQL(t, []sqlTest{
		{"my_sin(0.0)", "~0"}, {"my_sin(1.0)", "~0.8414709848078965"}, {"my_cos(0)", "~1"}, {"my_cos(my_pi())", "~-1"}, {"printf('%.13f', my_tan(my_pi() + 1))", "'1.5574077246549'"},
		{"printf('%.13f', my_cot(12))", "'-1.5726734063977'"}, {"my_cot(0)", "error: DOUBLE value is out of range in '(cot(0))'"},
		{"printf('%.13f', my_asin(0.2))", "'0.2013579207903'"}, {"my_asin(2)", "NULL"}, {"my_asin(-1.0000001)", "NULL"}, {"my_acos(1)", "~0"}, {"my_acos(0)", "~1.5707963267948966"}, {"my_acos(1.0001)", "NULL"},
		{"my_atan(2)", "~1.1071487177940904"}, {"my_atan(-2)", "~-1.1071487177940904"}, {"my_atan(-2, 2)", "~-0.7853981633974483"}, {"my_atan(my_pi(), 0)", "~1.5707963267948966"}, {"my_atan(0, -1)", "~3.141592653589793"},
		{"my_degrees(my_pi())", "~180"}, {"my_radians(90)", "~1.5707963267948966"}, {"my_degrees(1e308)", "error: DOUBLE value is out of range in '(degrees(1e308))'"},
		{"my_sin(NULL)", "NULL"}, {"my_atan(1, NULL)", "NULL"}, {"my_sin('0x')", "~0"},
	})
}
