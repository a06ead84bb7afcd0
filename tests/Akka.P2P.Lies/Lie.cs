namespace Akka.P2P.Lies;

#pragma warning disable CA1720 // "Short" and "Long" are said of slices here, not of numbers.
/// <summary>What a source does wrong. What it says beside that is the truth.</summary>
public enum Lie
{
    /// <summary>Nothing: it is honest.</summary>
    None = 0,

    /// <summary>One byte of every slice is changed. Proof.</summary>
    WrongBytes,

    /// <summary>Every slice lacks its last byte. Proof.</summary>
    Short,

    /// <summary>Every slice is cut to its first 20 bytes, as the Python seed did with its chunks. Proof.</summary>
    CutTo20,

    /// <summary>
    /// A slice that is not of the greatest size has a byte too many, which is proof; one of the greatest size becomes a frame that
    /// nobody can read, which is like silence.
    /// </summary>
    Long,

    /// <summary>The bytes are those of another chunk, under the name of the one that was asked for. Proof.</summary>
    OtherChunk,

    /// <summary>Slices carry the number of an attempt that nobody made. No proof: it only loses work.</summary>
    WrongAttempt,

    /// <summary>Beside what was asked for come slices that nobody asked for. No proof, no harm.</summary>
    Unasked,

    /// <summary>Every slice comes twice. No proof, no harm.</summary>
    Duplicate,

    /// <summary>It lets everyone in, and then never answers a request. No proof: it only loses work.</summary>
    Nothing,

    /// <summary>It never says anything at all. No proof.</summary>
    Mute,

    /// <summary>It says that it has everything, and then of every chunk that it doesn't. No proof: it only loses work.</summary>
    HaveAllHasNothing,

    /// <summary>Every request is answered by a choke, a refusal and an unchoke. No proof: it only loses work.</summary>
    ChokeStorm,

    /// <summary>It claims to have a chunk that the torrent has not. Proof.</summary>
    CorruptHave,

    /// <summary>Its bitfield is longer than the torrent. Proof.</summary>
    CorruptBitfield,

    /// <summary>Honest, but it can read nothing: its disk is broken. No proof.</summary>
    Broken,

    /// <summary>Honest, but it sends a slice only every half second. No proof.</summary>
    Slow,
}
#pragma warning restore CA1720

/// <summary>How a source lies.</summary>
/// <param name="Share">Of the chunks that it lies about, from 0 to 1; which ones depends on <paramref name="Seed"/> only.</param>
/// <param name="Seed">Of all chance.</param>
/// <param name="After">Slices that are sent truly before the first lie.</param>
public sealed record LieSettings(Lie Lie, double Share = 1, int Seed = 1, int After = 0)
{
    /// <summary>Whether it lies about this chunk; the same answer every time.</summary>
    public bool IsAbout(int chunk) => new Random(unchecked((Seed * 1_000_003) + chunk)).NextDouble() < Share;

    /// <summary>As a command line names it: <c>wrong-bytes</c>.</summary>
    public static string NameOf(Lie lie) =>
        string.Concat(lie.ToString().Select((c, i) => char.IsUpper(c) || c == '2' ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));

    public static bool TryParse(string name, out Lie lie)
    {
        foreach (var candidate in Enum.GetValues<Lie>())
        {
            lie = candidate;
            if (NameOf(candidate) == name)
                return true;
        }

        lie = Lie.None;
        return false;
    }
}
