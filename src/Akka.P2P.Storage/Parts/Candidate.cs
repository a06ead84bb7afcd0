namespace Akka.P2P.Storage.Parts;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage.Hashing;

/// <summary>What lies already under a name that a torrent may get, compared with the torrent.</summary>
/// <param name="Path">Of the file or folder itself.</param>
/// <param name="Good">Chunks whose bytes are right.</param>
/// <param name="Right">Files that are right as a whole.</param>
/// <param name="IsClash">Something that isn't right has the name of one of the torrent's files.</param>
/// <param name="IsPlain">No symbolic link leads to it or to anything of the torrent in it.</param>
/// <param name="IsOurs">A file with content is right, or there is nothing but files that are: an empty file alone is everywhere the same, an empty folder too.</param>
/// <param name="Stamps">Of the files that are right, as they were before they were hashed; the others' say nothing.</param>
internal sealed record Candidate(
    string Path, Bitfield Good, Bitfield Right, bool IsClash, bool IsPlain, bool IsOurs, FileStamp[] Stamps)
{
    /// <summary>Whether the files that are wanted are all here: then there is nothing to do.</summary>
    public bool Has(FileChoice choice) => !Right.LacksAnyOf(choice.Files());
}

/// <summary>How what lies there already is used.</summary>
/// <param name="Base">The folder whose files stay where they are, and get the missing ones beside them; null when there is none.</param>
/// <param name="Copies">Chunks that are copied, each from one place; nothing is fetched that is here.</param>
internal sealed record TakeOver(Candidate? Base, IReadOnlyList<(Candidate From, Bitfield Chunks)> Copies)
{
    /// <param name="metainfo">The torrent.</param>
    /// <param name="candidates">In the order of their names.</param>
    /// <param name="missing">Chunks that are wanted and not held.</param>
    public static TakeOver Decide(Metainfo metainfo, IReadOnlyList<Candidate> candidates, Bitfield missing)
    {
        var found = metainfo.IsSingleFile ? null : candidates.FirstOrDefault(c => c is { IsClash: false, IsPlain: true, IsOurs: true });
        var left = found is null ? missing.Clone() : missing.AndNot(FileChoice.ChunksOf(metainfo.Grid, found.Right));
        List<(Candidate, Bitfield)> copies = [];
        foreach (var candidate in candidates)
        {
            var some = candidate.Good & left;
            if (some.IsEmpty)
                continue;
            copies.Add((candidate, some));
            left = left.AndNot(some);
        }

        return new TakeOver(found, copies);
    }
}
