namespace Akka.P2P.Core.Metainfo;

using System.Collections.Frozen;
using System.Globalization;
using System.Text;

/// <summary>
/// What a name is to a file system that does not tell composed from decomposed characters (macOS): its canonical decomposition. Two names whose
/// keys differ in case alone, by <see cref="StringComparer.OrdinalIgnoreCase"/>, are one name somewhere. Ids are made of names as they are.
/// </summary>
/// <remarks>By our own table, since .NET normalizes nothing without ICU, which need not be installed.</remarks>
internal static class NameKey
{
    private const int HangulBase = 0xac00;
    private const int LeadBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TrailBase = 0x11a7;
    private const int VowelCount = 21;
    private const int TrailCount = 28;
    private const int HangulCount = 19 * VowelCount * TrailCount;

    private static readonly Lazy<Tables> Unicode = new(Tables.Read);

    /// <summary>The name itself when it is ASCII, as most are. The name is well-formed UTF-16.</summary>
    public static string Of(string name)
    {
        if (Ascii.IsValid(name))
            return name;
        var tables = Unicode.Value;
        var runes = new List<int>();
        foreach (var rune in name.EnumerateRunes())
            Decompose(rune.Value, tables, runes);
        Order(runes, tables);
        var key = new StringBuilder(name.Length);
        foreach (var rune in runes)
            key.Append(new Rune(rune));
        return key.ToString();
    }

    private static void Decompose(int rune, Tables tables, List<int> into)
    {
        if (rune - HangulBase is >= 0 and < HangulCount and var syllable)
        {
            into.Add(LeadBase + (syllable / (VowelCount * TrailCount)));
            into.Add(VowelBase + (syllable % (VowelCount * TrailCount) / TrailCount));
            if (syllable % TrailCount is not 0 and var trail)
                into.Add(TrailBase + trail);
        }
        else if (tables.Parts.TryGetValue(rune, out var parts))
        {
            foreach (var part in parts)
                Decompose(part, tables, into);
        }
        else
        {
            into.Add(rune);
        }
    }

    // Marks of different classes that follow each other stand in the order of their classes.
    private static void Order(List<int> runes, Tables tables)
    {
        for (var i = 1; i < runes.Count; i++)
        {
            var mark = tables.ClassOf(runes[i]);
            for (var at = i; mark > 0 && at > 0 && tables.ClassOf(runes[at - 1]) > mark; at--)
                (runes[at - 1], runes[at]) = (runes[at], runes[at - 1]);
        }
    }

    private sealed record Tables(FrozenDictionary<int, int[]> Parts, FrozenDictionary<int, int> Classes)
    {
        public int ClassOf(int rune) => Classes.GetValueOrDefault(rune);

        public static Tables Read()
        {
            var parts = new Dictionary<int, int[]>();
            var classes = new Dictionary<int, int>();
            using var source = typeof(NameKey).Assembly.GetManifestResourceStream("Akka.P2P.Core.canonical.txt")!;
            using var reader = new StreamReader(source);
            while (reader.ReadLine() is { } line)
            {
                if (line.StartsWith('#'))
                    continue;
                if (line.Split('=') is [var range, var combining])
                {
                    var ends = range.Split('-');
                    for (var rune = Hex(ends[0]); rune <= Hex(ends[1]); rune++)
                        classes.Add(rune, int.Parse(combining, CultureInfo.InvariantCulture));
                }
                else
                {
                    var codes = Array.ConvertAll(line.Split(' '), Hex);
                    parts.Add(codes[0], codes[1..]);
                }
            }

            return new Tables(parts.ToFrozenDictionary(), classes.ToFrozenDictionary());
        }

        private static int Hex(string digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}
