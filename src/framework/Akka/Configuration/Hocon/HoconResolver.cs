namespace Akka.Configuration.Hocon;

/// <summary>
/// Finds what each substitution of a document stands for, after the whole of it has been read. Circles are refused, and so are
/// documents that would grow without measure when they are written out (each line may double the one before it).
/// Every step is remembered per value, so the work is linear in the document whatever refers to what.
/// </summary>
internal sealed class HoconResolver
{
    private const int MaxHeight = 512;

    private readonly HoconValue _root;
    private readonly HoconReader _reader;
    private readonly long _maxSize;
    private readonly Dictionary<HoconValue, Kind?> _kinds = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(int Value, string Key), List<(HoconValue Of, HoconValue? Child)>> _children = [];
    private readonly Dictionary<HoconValue, (long Size, int Height)?> _measured = new(ReferenceEqualityComparer.Instance);

    private HoconResolver(HoconValue root, HoconReader reader, int length)
    {
        _root = root;
        _reader = reader;
        _maxSize = Math.Max(100_000, 4L * length);
    }

    private enum Kind
    {
        Text,
        Array,
        Object,
    }

    public static void Resolve(HoconValue root, List<HoconSubstitution> substitutions, HoconReader reader, int length)
    {
        if (substitutions.Count == 0)
            return;
        var resolver = new HoconResolver(root, reader, length);
        foreach (var substitution in substitutions)
            resolver.Find(substitution, 0);
        // Within these limits everything else may walk the document by recursion.
        resolver.Measure(root, substitutions[0], 0);
    }

    private void Find(HoconSubstitution substitution, int depth)
    {
        if (substitution.ResolvedValue is not null)
            return;
        if (substitution.IsResolving || depth > MaxHeight)
            throw Circle(substitution);

        substitution.IsResolving = true;
        var at = _root;
        foreach (var key in substitution.Keys)
        {
            at = Child(at, key, substitution, depth + 1)
                ?? throw _reader.Refused(substitution.Offset, $"the substitution '${{{HoconText.Shorten(substitution.Path)}}}' leads to nothing in this document.");
        }

        substitution.ResolvedValue = at;
        substitution.IsResolving = false;
    }

    /// <summary>What stands under a key of a value that may be put together from several objects.</summary>
    private HoconValue? Child(HoconValue value, string key, HoconSubstitution from, int depth)
    {
        if (depth > MaxHeight)
            throw Circle(from);
        if (KindOf(value, from, depth) != Kind.Object)
            return null;
        if (value.OnlyObject is { } only)
            return only.GetKey(key);

        var place = (System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(value), key);
        if (!_children.TryGetValue(place, out var known))
            _children.Add(place, known = []);
        foreach (var (of, remembered) in known)
        {
            if (ReferenceEquals(of, value))
                return remembered;
        }

        var layers = new List<HoconValue>();
        foreach (var piece in value.Values)
        {
            var layer = piece switch
            {
                HoconObject fields => fields.GetKey(key),
                HoconSubstitution inner => Child(inner.ResolvedValue!, key, inner, depth + 1),
                _ => null,
            };
            if (layer is null)
                continue;
            // A later layer hides the earlier ones unless both are objects.
            if (KindOf(layer, from, depth) != Kind.Object || (layers.Count > 0 && KindOf(layers[^1], from, depth) != Kind.Object))
                layers.Clear();
            layers.Add(layer);
        }

        var child = layers.Count switch
        {
            0 => null,
            1 => layers[0],
            _ => new HoconValue([.. layers.Select(layer => new HoconSubstitution(from.Path) { ResolvedValue = layer, Offset = from.Offset })]),
        };
        known.Add((value, child));
        return child;
    }

    private Kind? KindOf(HoconValue value, HoconSubstitution from, int depth)
    {
        if (_kinds.TryGetValue(value, out var known))
            return known ?? throw Circle(from);
        if (depth > MaxHeight)
            throw Circle(from);
        if (value.Values.Count == 0)
            return null;

        _kinds[value] = null;
        Kind? kind = null;
        var mixed = false;
        foreach (var piece in value.Values)
        {
            if (piece is HoconLiteral { IsSeparator: true })
                continue;
            var next = piece switch
            {
                HoconObject => Kind.Object,
                HoconArray => Kind.Array,
                HoconSubstitution inner => KindBehind(inner, depth),
                _ => Kind.Text,
            };
            mixed |= kind is not null && kind != next;
            kind = next;
        }

        // Keys that were set below a substitution override it if it is an object, and replace it if it isn't.
        if (mixed && value.Values[^1] is HoconObject)
            value.Values.RemoveRange(0, value.Values.Count - 1);
        else if (mixed)
            throw _reader.Refused(from.Offset, "text, arrays and objects can't be joined to each other.");
        _kinds[value] = kind;
        return kind;
    }

    private Kind KindBehind(HoconSubstitution substitution, int depth)
    {
        Find(substitution, depth + 1);
        return KindOf(substitution.ResolvedValue!, substitution, depth + 1) ?? throw Circle(substitution);
    }

    private (long Size, int Height) Measure(HoconValue value, HoconSubstitution from, int depth)
    {
        if (_measured.TryGetValue(value, out var known))
            return known ?? throw Circle(from);
        if (depth > MaxHeight)
            throw Circle(from);

        _measured[value] = null;
        KindOf(value, from, 0);
        var size = 1L;
        var height = 0;
        foreach (var piece in value.Values)
        {
            switch (piece)
            {
                case HoconLiteral literal:
                    size += literal.Value?.Length ?? 0;
                    break;
                case HoconSubstitution substitution:
                    Add(substitution.ResolvedValue!, substitution);
                    break;
                case HoconArray array:
                    foreach (var element in array)
                        Add(element, from);
                    break;
                case HoconObject fields:
                    foreach (var (key, child) in fields.Items)
                    {
                        size += key.Length;
                        Add(child, from);
                    }

                    break;
            }
        }

        _measured[value] = (size, height);
        return (size, height);

        void Add(HoconValue child, HoconSubstitution through)
        {
            var measured = Measure(child, through, depth + 1);
            size += measured.Size;
            height = Math.Max(height, measured.Height + 1);
            if (size > _maxSize)
                throw _reader.Refused(through.Offset, $"the document grows beyond {_maxSize} characters when its substitutions are written out.");
            if (height > MaxHeight)
                throw Circle(through);
        }
    }

    private ConfigurationException Circle(HoconSubstitution substitution) =>
        _reader.Refused(substitution.Offset, $"the substitution '${{{HoconText.Shorten(substitution.Path)}}}' leads back to itself, or through more than {MaxHeight} others.");
}
