package dev.stackyn.deployments.engine.secrets;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Takes secrets out of what is stored or shown, and says in their place what they are called:
 * {@code [DATABASE_URL]}. All of a secret is hidden, where two overlap the whole of both; one that
 * is longer than a thousand bytes hides the rest of its line. It can be used by many threads at
 * once.
 */
public final class Redactor {
  public static final Redactor NONE = new Redactor(Map.of(), Integer.MAX_VALUE);

  /** What is printed may be cut at any length: the beginning of a long secret is secret as well. */
  private static final int ENOUGH = 64;

  private final Needles needles;

  private Redactor(Map<String, String> namesByText, int enough) {
    this.needles = new Needles(namesByText, enough);
  }

  /** Hides them, and what they begin with if that is long. */
  static Redactor of(Collection<Confidential> secrets) {
    return new Redactor(namesByForm(secrets), ENOUGH);
  }

  /** Only whole ones count: two that begin alike, as tokens do, are not the same. */
  static Redactor ofWhole(Collection<Confidential> secrets) {
    return new Redactor(namesByForm(secrets), Integer.MAX_VALUE);
  }

  /** Of two variables that say the same, the first by name has it. */
  private static Map<String, String> namesByForm(Collection<Confidential> secrets) {
    Map<String, String> names = new TreeMap<>();
    for (Confidential secret : secrets) {
      String text = secret.text().reveal();
      (secret.part() ? Set.of(text) : Forms.of(text))
          .forEach(form ->
              names.merge(form, secret.name(), (one, two) -> one.compareTo(two) < 0 ? one : two));
    }
    return names;
  }

  /** Takes what is left of a text, and the names of what was in it. */
  public interface Reader {
    void text(byte[] bytes, int from, int count);

    void secret(String name);
  }

  public boolean isIdle() {
    return needles.isEmpty();
  }

  /** A whole text, such as a line: without a secret in it, it comes back as it is. */
  public String redact(String text) {
    if (needles.isEmpty()) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (!holdsAny(bytes)) {
      return text;
    }
    Rest rest = new Rest();
    Flow flow = new Flow(needles, rest, bytes);
    flow.end = bytes.length;
    flow.end();
    return rest.bytes.toString(StandardCharsets.UTF_8);
  }

  private boolean holdsAny(byte[] bytes) {
    int place = needles.candidate(bytes, 0, bytes.length);
    while (place >= 0 && needles.at(bytes, place, bytes.length, true) == Needles.NONE) {
      place = needles.candidate(bytes, place + 1, bytes.length);
    }
    return place >= 0;
  }

  /** What is left of a whole text. */
  private static final class Rest implements Reader {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void text(byte[] text, int from, int count) {
      bytes.write(text, from, count);
    }

    @Override
    public void secret(String name) {
      bytes.writeBytes(("[" + name + "]").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** What they are called that are in a whole text. */
  public Set<String> namesIn(String text) {
    Set<String> names = new TreeSet<>();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Flow flow = finder(names::add);
    flow.write(bytes, 0, bytes.length);
    flow.end();
    return names;
  }

  /** As {@link #flow}, when only their names are wanted: each is told as often as it is there. */
  public Flow finder(Consumer<String> names) {
    return flow(
        new Reader() {
          @Override
          public void text(byte[] bytes, int from, int count) {
            // It is of no interest.
          }

          @Override
          public void secret(String name) {
            names.accept(name);
          }
        });
  }

  /** For a text that comes in pieces, which may end anywhere. One thread writes it. */
  public Flow flow(Reader reader) {
    return new Flow(needles, reader, new byte[Flow.ROOM]);
  }

  /** Holds back only what may be the beginning of a secret. */
  public static final class Flow {
    private static final int ROOM = 64 * 1024;

    private final Needles needles;
    private final Reader reader;
    private byte[] held;
    private int end;

    /** Where the next secret may begin. */
    private int next;

    /** What stands before this has been told, or hidden. */
    private int told;

    private String lastName = "";
    private boolean hidesLine;

    private Flow(Needles needles, Reader reader, byte[] held) {
      this.needles = needles;
      this.reader = reader;
      this.held = held;
    }

    public void write(byte[] bytes, int from, int count) {
      makeRoom(count);
      System.arraycopy(bytes, from, held, end, count);
      end += count;
      advance(false);
    }

    /** Nothing follows. */
    public void end() {
      advance(true);
    }

    private void makeRoom(int count) {
      if (held.length - end >= count) {
        return;
      }
      int kept = end - next;
      byte[] target =
          held.length - kept >= count + held.length / 2
              ? held
              : Arrays.copyOf(held, Math.max(2 * held.length, 2 * (kept + count)));
      System.arraycopy(held, next, target, 0, kept);
      held = target;
      told -= next;
      end = kept;
      next = 0;
    }

    private void advance(boolean last) {
      if (hidesLine && !hideLine(next)) {
        return;
      }
      int place = needles.candidate(held, next, end);
      while (place >= 0) {
        long found = needles.at(held, place, end, last);
        if (found == Needles.UNDECIDED) {
          tellUpTo(place);
          return;
        }
        if (found != Needles.NONE) {
          hide(place, place + Needles.length(found), needles.name(found));
        }
        next = place + 1;
        if (needles.goesOn(found) && !hideLine(place + Needles.length(found))) {
          return;
        }
        place = needles.candidate(held, next, end);
      }
      tellUpTo(last ? end : Math.max(next, end - Needles.SHORTEST + 1));
    }

    /** Whether it ends in what is held. */
    private boolean hideLine(int from) {
      int at = from;
      while (at < end && held[at] != '\n') {
        at++;
      }
      hidesLine = at == end;
      next = Math.max(next, at);
      told = Math.max(told, at);
      return !hidesLine;
    }

    private void tellUpTo(int place) {
      next = place;
      if (told < place) {
        reader.text(held, told, place - told);
        told = place;
      }
    }

    /** One that begins within another and goes on after it is hidden as far as it goes. */
    private void hide(int from, int to, String name) {
      boolean overlaps = from < told;
      if (to <= told) {
        return;
      }
      if (!overlaps) {
        tellUpTo(from);
      }
      if (!overlaps || !name.equals(lastName)) {
        reader.secret(name);
      }
      lastName = name;
      told = to;
    }
  }
}
