package io.tripmeter.postgres;

import java.util.LinkedHashMap;
import java.util.Map;

/** Caches recent statements in normalised form. Any thread. */
public final class SqlTexts {
  private static final int KEPT = 1_000;

  /** Longer statements are not cached: they rarely repeat, and a thousand of them would take much memory. */
  private static final int LONGEST_KEPT = 10_000;

  private volatile int maxLength;
  private final Map<String, SqlText> recent = new Recent();

  public SqlTexts(int maxLength) {
    this.maxLength = maxLength;
  }

  /** From now on they are as long as this. */
  public void setMaxLength(int length) {
    if (length != maxLength) {
      maxLength = length;
      synchronized (recent) {
        recent.clear();
      }
    }
  }

  public SqlText of(String sql) {
    if (sql.length() > LONGEST_KEPT) {
      return SqlText.of(sql, maxLength);
    }
    synchronized (recent) {
      SqlText kept = recent.get(sql);
      if (kept != null) {
        return kept;
      }
    }
    SqlText made = SqlText.of(sql, maxLength);
    synchronized (recent) {
      recent.put(sql, made);
    }
    return made;
  }

  private static final class Recent extends LinkedHashMap<String, SqlText> {
    private static final long serialVersionUID = 1;

    Recent() {
      super(64, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, SqlText> eldest) {
      return size() > KEPT;
    }
  }
}
