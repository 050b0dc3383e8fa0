// Package difftest compares the driver with a server of MySQL's family: both
// are sent the same SELECTs about the same rows, and every value of the two
// results is compared.
//
// The server is MariaDB, started by the script mariadb beside this file:
//
//	SCALE_MYSQL_DSN=$(./mariadb start /tmp/mariadb) go test .
//	./mariadb stop /tmp/mariadb
//
// Without SCALE_MYSQL_DSN the tests are skipped. The statements are those in
// testdata, and random ones: -statements sets their number, -seed where they
// begin. Where the two servers' families differ, MySQL 5.7's documentation is
// what counts; such statements say so.
//
// The package is a module of its own, so that the driver's users don't get the
// client of MySQL with it.
package difftest
