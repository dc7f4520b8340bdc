package io.tripmeter.ddl;

import java.util.List;

/** The forms of ALTER TABLE. One thread. */
final class AlterTable {
  private final TableName table;
  private final List<Change> changes;
  private boolean validates;

  AlterTable(TableName table, List<Change> changes) {
    this.table = table;
    this.changes = changes;
  }

  void read(Cursor actions) {
    while (!actions.isAtEnd()) {
      action(actions.part());
    }
  }

  /** Whether a constraint is validated, which may be a check that a column is not null. */
  boolean validates() {
    return validates;
  }

  private void add(Risk risk, String subject) {
    changes.add(Change.of(risk, table, subject));
  }

  private void action(Cursor at) {
    if (at.take("add")) {
      add(at);
    } else if (at.take("alter")) {
      at.take("column");
      TableName column = at.name();
      if (column != null) {
        alter(column.name, at);
      }
    } else if (at.take("set", "logged")) {
      add(Risk.PERSISTENCE, "p");
    } else if (at.take("set", "unlogged")) {
      add(Risk.PERSISTENCE, "u");
    } else if (at.take("set", "access", "method")) {
      add(Risk.ACCESS_METHOD, at.peek().text);
    } else if (at.take("set", "tablespace")) {
      add(Risk.TABLESPACE, "");
    } else if (at.take("validate")) {
      validates = true;
    }
  }

  private void add(Cursor at) {
    if (at.take("constraint")) {
      at.next();
      constraint(at);
    } else if (isConstraint(at)) {
      constraint(at);
    } else {
      at.take("column");
      boolean ifNotExists = at.take("if", "not", "exists");
      if (at.peek().isIdentifier()) {
        String column = at.next().text;
        Risk risk = new NewColumn(at).risk();
        if (risk != null) {
          changes.add(
              ifNotExists
                  ? Change.unlessThere(risk, table, column)
                  : Change.of(risk, table, column));
        }
      }
    }
  }

  private static boolean isConstraint(Cursor at) {
    return at.sees("primary", "key")
        || at.sees("foreign", "key")
        || at.sees("not", "null")
        || ((at.sees("unique") || at.sees("check")) && !at.peek(1).isIdentifier())
        || at.sees("unique", "nulls")
        || at.sees("unique", "using");
  }

  private void constraint(Cursor at) {
    // NOT ENFORCED is of PostgreSQL 18.
    boolean later = at.has("not", "valid") || at.has("not", "enforced");
    if (at.take("foreign", "key")) {
      if (!later) {
        add(Risk.FOREIGN_KEY, "");
      }
    } else if (at.take("check")) {
      if (!later) {
        add(Risk.CHECK, "");
      }
    } else if (at.take("not", "null")) {
      if (!later) {
        add(Risk.NOT_NULL, at.peek().text);
      }
    } else if ((at.take("primary", "key") || at.take("unique")) && !at.sees("using", "index")) {
      add(Risk.UNIQUE, "");
    }
  }

  private void alter(String column, Cursor at) {
    if (at.take("set", "not", "null")) {
      add(Risk.NOT_NULL, column);
    } else if (at.take("set", "data", "type") || at.take("type")) {
      ColumnType type = ColumnType.of(at.upTo("using", "collate"));
      boolean computed = isComputed(column, at);
      if (computed || type != null) {
        changes.add(Change.ofType(table, column, computed ? null : type));
      }
    }
  }

  /** Whether the new values are more than the column's own, cast. */
  private static boolean isComputed(String column, Cursor at) {
    at.upTo("using");
    if (!at.take("using")) {
      return false;
    }
    if (at.take("cast")) {
      return false;
    }
    while (at.take('(')) {
      // ((column))
    }
    boolean own = at.peek().isIdentifier() && at.next().text.equals(column);
    while (at.take(')')) {
      // ((column))
    }
    return !own || !(at.isAtEnd() || at.peek().isSign(':'));
  }
}
