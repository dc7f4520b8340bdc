package io.tripmeter.replica;

import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.work.RequestKind;
import io.tripmeter.work.WorkObserver;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells whose session a request belongs to by what the client has sent: the cookie of a session, else its credentials. The application's
 * session is never asked for: that could begin one. Only a hash is kept.
 */
public final class SessionKeys implements WorkObserver {
  @Override
  public void began(UnitOfWork unit, Object subject) {
    if (unit.kind() instanceof RequestKind) {
      try {
        unit.setSession(key((RequestKind) unit.kind(), subject));
      } catch (Throwable unreadable) {
        // Then the request is a session of its own.
      }
    }
  }

  private static long key(RequestKind kind, Object subject) throws Throwable {
    String cookies = kind.header(subject, "Cookie");
    String own = cookies == null ? null : ofSession(cookies);
    if (own == null) {
      own = kind.header(subject, "Authorization");
    }
    return own == null ? 0 : hash(own);
  }

  /** JSESSIONID, SESSION, PLAY_SESSION, connect.sid, user_session. */
  static @Nullable String ofSession(String cookies) {
    for (String cookie : cookies.split(";")) {
      int equals = cookie.indexOf('=');
      String name = equals < 0 ? "" : cookie.substring(0, equals).trim().toLowerCase(Locale.ROOT);
      if (name.contains("sess") || name.equals("sid") || name.endsWith(".sid")) {
        return cookie.trim();
      }
    }
    return null;
  }

  /** FNV-1a; never 0, which stands for none. */
  static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash == 0 ? 1 : hash;
  }

  @Override
  public void ended(UnitOfWork unit, int status, @Nullable Throwable failure, long nanos) {}
}
