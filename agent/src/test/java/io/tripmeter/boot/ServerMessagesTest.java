package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerMessagesTest {
  private static final byte[] LOGIN = {
    'R',
    0,
    0,
    0,
    12,
    0,
    0,
    0,
    5,
    1,
    2,
    3,
    4, // AuthenticationMD5Password with its salt
    'R',
    0,
    0,
    0,
    8,
    0,
    0,
    0,
    0, // AuthenticationOk
    'S',
    0,
    0,
    0,
    8,
    'a',
    0,
    'b',
    0, // ParameterStatus
    'Z',
    0,
    0,
    0,
    5,
    'I' // ReadyForQuery
  };

  private static List<String> read(int chunk) {
    List<String> seen = new ArrayList<>();
    ServerMessages messages = new ServerMessages() {
      @Override
      void begins(byte messageType) {
        seen.add(Character.toString((char) messageType));
      }

      @Override
      void authentication(int wanted) {
        seen.add(Integer.toString(wanted));
      }
    };
    for (int at = 0; at < LOGIN.length; at += chunk) {
      messages.read(LOGIN, at, Math.min(chunk, LOGIN.length - at));
    }
    return seen;
  }

  @Test
  void messagesAreKnownHoweverTheyCome() {
    for (int chunk = 1; chunk <= LOGIN.length; chunk++) {
      assertEquals(List.of("R", "5", "R", "0", "S", "Z"), read(chunk));
    }
  }
}
