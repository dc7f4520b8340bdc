package io.tripmeter.postgres;

import java.util.Random;

/** Random statements with secrets wherever PostgreSQL accepts a literal, complete or cut after the start of a secret. */
final class RandomSql {
  static final String SECRET = "S3cr3t";

  private final Random random;

  RandomSql(Random random) {
    this.random = random;
  }

  String statement() {
    StringBuilder sql = new StringBuilder(one(
        "SELECT a",
        "UPDATE t SET a = ",
        "INSERT INTO t VALUES (",
        "",
        "((",
        "-- c\n",
        "SET x TO "));
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      sql.append(one(
          " ",
          "\n",
          " AND a = ",
          ", ",
          "(",
          ") ",
          " IN (",
          "::text ",
          " || ",
          " \"q'i\" ",
          " $1 ",
          " /* ' */ ",
          "-- '\n",
          " -",
          " a$b "));
      sql.append(literal());
    }
    sql.append(one("", ")", ";", " LIMIT 1"));
    int cut = random.nextInt(4) == 0 ? random.nextInt(sql.length()) : sql.length();
    return sql.substring(0, cut);
  }

  private String literal() {
    switch (random.nextInt(8)) {
      case 0:
        return "E'" + inside("\\'", "''", "\\\\", "--", "/*", "$$", "\n") + "'";
      case 1:
        return "U&'" + inside("''", "\\", "$$", "--") + "'";
      case 2:
        return "$$" + inside("'", "--", "/*", "\"", " $x$ ", "\\") + "$$";
      case 3:
        return "$t_1$" + inside("'", "$$", "$t$", "*/", "\n") + "$t_1$";
      case 4:
        return "/* " + inside("'", "/* x */", "\"", "--") + " */";
      case 5:
        return "-- " + inside("'", "/*", "\"", "$$") + "\n";
      case 6:
        return "'" + inside("''", "--", "\\\\") + "'\n '" + inside("''", "/*") + "'";
      default:
        return "'" + inside("''", "\"", "--", "/*", "*/", "$$", "$1", ";", "\n", "\\n") + "'";
    }
  }

  private String inside(String... between) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(one(between)).append(one("", " ", SECRET));
    }
    return text + SECRET + one(between);
  }

  private String one(String... of) {
    return of[random.nextInt(of.length)];
  }
}
