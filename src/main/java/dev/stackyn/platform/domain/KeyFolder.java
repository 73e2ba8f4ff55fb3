package dev.stackyn.platform.domain;

import java.util.List;

/**
 * The folder with the keys, for this process's user alone. Several platforms may share one: files
 * appear in it whole or not at all, and the first of two that want the same name wins.
 */
public interface KeyFolder {
  /** The names of the files that end so, sorted; none when there is no folder yet. */
  List<String> names(String suffix);

  byte[] read(String name);

  /** Adds a file, unless there is one of this name already, and returns what it holds then. */
  byte[] addOrRead(String name, byte[] content);

  /** What is not there is not missed: another platform may have done the same. */
  void rename(String name, String newName);

  /** What is not there is not missed. */
  void remove(String name);

  /** Where the file is, for people. */
  String path(String name);
}
