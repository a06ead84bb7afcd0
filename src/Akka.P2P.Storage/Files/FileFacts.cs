namespace Akka.P2P.Storage.Files;

using Akka.P2P.Storage.Hashing;

internal enum FileKind
{
    File = 0,
    Folder = 1,

    /// <summary>A symbolic link, when it was not followed.</summary>
    Link = 2,

    /// <summary>A pipe, a socket or a device: nothing that has a content.</summary>
    Special = 3,
}

/// <summary>What stands at a path.</summary>
/// <param name="IsExecutable">Its owner may run it; never on Windows.</param>
/// <param name="AllocatedBytes">What it takes of the disk, less than its length where it has holes; null when the system can't tell.</param>
internal readonly record struct FileFacts(FileKind Kind, FileStamp Stamp, bool IsExecutable, long? AllocatedBytes);
