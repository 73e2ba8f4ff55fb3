package dev.stackyn.routing.adapters.proxy;

import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Some names of headers, in whatever case they are written. Every header of every request is looked
 * for here: most are as long as none of them, and need no look at their letters.
 */
final class HeaderNames {
  private final List<List<String>> byLength;

  private HeaderNames(Collection<String> names) {
    int longest = names.stream().mapToInt(String::length).max().orElse(0);
    byLength =
        IntStream.rangeClosed(0, longest)
            .mapToObj(length -> names.stream().filter(name -> name.length() == length).toList())
            .toList();
  }

  static HeaderNames of(String... names) {
    return new HeaderNames(List.of(names));
  }

  boolean contains(CharSequence name) {
    if (name.length() >= byLength.size()) {
      return false;
    }
    for (String known : byLength.get(name.length())) {
      if (AsciiString.contentEqualsIgnoreCase(known, name)) {
        return true;
      }
    }
    return false;
  }

  HeaderNames and(Collection<String> more) {
    List<String> all = new ArrayList<>(more);
    byLength.forEach(all::addAll);
    return new HeaderNames(all);
  }
}
