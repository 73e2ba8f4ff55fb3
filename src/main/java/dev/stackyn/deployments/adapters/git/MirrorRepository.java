package dev.stackyn.deployments.adapters.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PackParser;

/**
 * A bare repository that takes in no object above a size. A pack says of each object how large it
 * is, and JGit holds those that are stored as differences in memory as a whole: without a bound, a
 * few kilobytes from a stranger could ask for gigabytes of the platform's heap. There is no setting
 * for it on the receiving side of a fetch, hence the look inside of JGit.
 */
final class MirrorRepository extends FileRepository {
  private final long mostBytes;

  private MirrorRepository(FileRepositoryBuilder builder, long mostBytes) throws IOException {
    super(builder);
    this.mostBytes = mostBytes;
  }

  static MirrorRepository at(Path folder, long mostBytes) throws IOException {
    FileRepositoryBuilder builder =
        new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().setup();
    return new MirrorRepository(builder, mostBytes);
  }

  @Override
  public ObjectInserter newObjectInserter() {
    ObjectInserter inserter = super.newObjectInserter();
    return new ObjectInserter.Filter() {
      @Override
      protected ObjectInserter delegate() {
        return inserter;
      }

      @Override
      public PackParser newPackParser(InputStream in) throws IOException {
        PackParser parser = inserter.newPackParser(in);
        parser.setMaxObjectSizeLimit(mostBytes);
        return parser;
      }
    };
  }
}
