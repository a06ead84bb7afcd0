namespace Akka.Actor;

using Akka.Util;

/// <summary>The place of an actor in its system's tree, and the uid of one incarnation of it. Equality and order ignore the uid.</summary>
public abstract partial class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>, ISurrogated
{
    /// <summary>What a name may hold besides ASCII letters, digits and <c>%xx</c>.</summary>
    public const string ValidSymbols = "-_.*$+:@&=,!~';()";

    private readonly Address _address;
    private readonly ActorPath? _parent;
    private readonly string _name;
    private readonly long _uid;
    private readonly int _depth;
    private int _hash;

    protected ActorPath(Address address, string name)
    {
        _address = address;
        _name = name;
    }

    protected ActorPath(ActorPath parentPath, string name, long uid)
    {
        _address = parentPath._address;
        _parent = parentPath;
        _depth = parentPath._depth + 1;
        _name = name;
        _uid = uid;
    }

    public Address Address => _address;

    public string Name => _name;

    /// <summary>0 when the path names no incarnation in particular.</summary>
    public long Uid => _uid;

    /// <summary>0 for the root.</summary>
    public int Depth => _depth;

    /// <summary>The parent; the root is its own.</summary>
    public ActorPath Parent => _parent ?? this;

    public ActorPath Root => ParentOf(0);

    /// <summary>The names from below the root down to this one.</summary>
    public IReadOnlyList<string> Elements
    {
        get
        {
            if (_depth == 0)
            {
                return [];
            }

            var names = new string[_depth];
            var path = this;
            for (var i = _depth - 1; i >= 0; i--)
            {
                names[i] = path._name;
                path = path._parent!;
            }

            return names;
        }
    }

    /// <summary>The elements, the last one with <c>#uid</c> when there is one.</summary>
    internal IReadOnlyList<string> ElementsWithUid
    {
        get
        {
            var names = Elements;
            if (_depth > 0 && _uid != ActorCell.UndefinedUid)
            {
                ((string[])names)[^1] = $"{_name}#{_uid}";
            }

            return names;
        }
    }

    public static bool operator ==(ActorPath? left, ActorPath? right) => left?.Equals(right) ?? right is null;

    public static bool operator !=(ActorPath? left, ActorPath? right) => !(left == right);

    /// <summary>The child of that name.</summary>
    public static ActorPath operator /(ActorPath path, string name) => path.Child(name);

    public static ActorPath operator /(ActorPath path, IEnumerable<string> name)
    {
        foreach (var element in name)
        {
            if (element.Length > 0)
            {
                path = path.Child(element);
            }
        }

        return path;
    }

    public static string FormatPathElements(IEnumerable<string> pathElements) => string.Concat("/", string.Join('/', pathElements));

    /// <summary>The child of that name; a trailing <c>#number</c> is its uid.</summary>
    public ActorPath Child(string childName)
    {
        var (name, uid) = ActorCell.GetNameAndUid(childName);
        return new ChildActorPath(this, name, uid);
    }

    /// <summary>The ancestor at that depth; a negative depth counts from here.</summary>
    public ActorPath ParentOf(int depth)
    {
        var path = this;
        if (depth >= 0)
        {
            while (path._depth > depth)
            {
                path = path._parent!;
            }
        }
        else
        {
            for (var i = depth; i < 0 && path._depth > 0; i++)
            {
                path = path._parent!;
            }
        }

        return path;
    }

    public ActorPath WithUid(long uid) =>
        uid == _uid ? this : _parent is null ? throw new NotSupportedException("RootActorPath must not have uid") : new ChildActorPath(_parent, _name, uid);

    public bool Equals(ActorPath? other)
    {
        if (other is null || _depth != other._depth)
        {
            return false;
        }

        var (left, right) = (this, other);
        while (!ReferenceEquals(left, right))
        {
            if (left._name != right._name)
            {
                return false;
            }

            if (left._parent is null || right._parent is null)
            {
                return left._address.Equals(right._address);
            }

            (left, right) = (left._parent, right._parent);
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as ActorPath);

    public override int GetHashCode()
    {
        if (_hash != 0)
        {
            return _hash;
        }

        // A path from outside may be as deep as a frame is long: no recursion.
        var known = this;
        var unknown = new Stack<ActorPath>();
        while (known._hash == 0 && known._parent is { } above)
        {
            unknown.Push(known);
            known = above;
        }

        if (known._hash == 0)
        {
            known._hash = NonZero(HashCode.Combine(known._address, known._name));
        }

        var hash = known._hash;
        while (unknown.TryPop(out var path))
        {
            hash = path._hash = NonZero(HashCode.Combine(hash, path._name));
        }

        return _hash;

        static int NonZero(int hash) => hash == 0 ? 1 : hash;
    }

    public int CompareTo(ActorPath? other)
    {
        if (other is null)
        {
            return 1;
        }

        var byAddress = _address.CompareTo(other._address);
        if (byAddress != 0)
        {
            return byAddress;
        }

        var (left, right) = (Elements, other.Elements);
        for (var i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            var byName = string.CompareOrdinal(left[i], right[i]);
            if (byName != 0)
            {
                return byName;
            }
        }

        return left.Count != right.Count ? left.Count.CompareTo(right.Count) : string.CompareOrdinal(Root._name, other.Root._name);
    }

    public ISurrogate ToSurrogate(ActorSystem system) => new Surrogate(ToSerializationFormat());

    /// <summary>A path on its way.</summary>
    public sealed class Surrogate : ISurrogate, IEquatable<Surrogate>, IEquatable<ActorPath>
    {
        public Surrogate(string path) => Path = path;

        public string Path { get; }

        public ISurrogated? FromSurrogate(ActorSystem system) => TryParse(Path, out var path) ? path : null;

        public bool Equals(Surrogate? other) => other is not null && Path == other.Path;

        public bool Equals(ActorPath? other) => other is not null && Path == other.ToSerializationFormat();

        public override bool Equals(object? obj) => obj is Surrogate other && Equals(other);

        public override int GetHashCode() => Path.GetHashCode(StringComparison.Ordinal);
    }
}
