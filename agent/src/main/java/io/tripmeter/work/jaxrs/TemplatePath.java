package io.tripmeter.work.jaxrs;

/**
 * A route of JAX-RS templates that follow one another: one slash between them, and no regular expressions ({@code {id: \d+}} is {@code {id}}). Any
 * thread.
 */
final class TemplatePath {
  /** A locator that leads to its own class makes as many as the client likes. */
  static final int MOST = 8;

  private final StringBuilder path = new StringBuilder();
  private int added;

  /** @param base what all templates are below, which is none of them */
  TemplatePath(String base) {
    append(base);
  }

  void add(String template) {
    add(template, "");
  }

  /** One template of two parts, below those before. The ninth may be anything. */
  synchronized void add(String ofClass, String ofMethod) {
    if (++added <= MOST) {
      append(ofClass);
      append(ofMethod);
    } else if (added == MOST + 1) {
      path.append("/*");
    }
  }

  /** What another path has. No other thread knows of this one yet. */
  void addAll(TemplatePath other) {
    synchronized (other) {
      path.append(other.path);
      added += other.added;
    }
  }

  private void append(String template) {
    int end = template.length();
    while (end > 0 && template.charAt(end - 1) == '/') {
      end--;
    }
    int from = 0;
    while (from < end && template.charAt(from) == '/') {
      from++;
    }
    if (from < end) {
      path.append('/');
      appendWithoutExpressions(template, from, end);
    }
  }

  private void appendWithoutExpressions(String template, int from, int end) {
    int depth = 0;
    boolean inExpression = false;
    for (int i = from; i < end; i++) {
      char c = template.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        inExpression = false;
      } else if (c == ':' && depth == 1) {
        inExpression = true;
      }
      if (!inExpression && (depth == 0 || c != ' ')) {
        path.append(c);
      }
    }
  }

  @Override
  public synchronized String toString() {
    return path.length() == 0 ? "/" : path.toString();
  }
}
