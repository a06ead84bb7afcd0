namespace Hyperion;

/// <summary>Writes values of one type as values of another, and turns them back when they are read.</summary>
public abstract class Surrogate
{
    /// <summary>The type that is replaced; whatever derives from it is, too.</summary>
    public Type From { get; protected set; } = typeof(void);

    /// <summary>The type that is written.</summary>
    public Type To { get; protected set; } = typeof(void);

    /// <summary>Turns a surrogate back.</summary>
    public Func<object, object> FromSurrogate { get; protected set; } = static value => value;

    /// <summary>Makes a surrogate.</summary>
    public Func<object, object> ToSurrogate { get; protected set; } = static value => value;

    /// <summary>A surrogate of two functions.</summary>
    public static Surrogate Create<TSource, TSurrogate>(Func<TSource, TSurrogate> toSurrogate, Func<TSurrogate, TSource> fromSurrogate)
        where TSource : class
        where TSurrogate : class => new Typed<TSource, TSurrogate>(toSurrogate, fromSurrogate);

    private sealed class Typed<TSource, TSurrogate> : Surrogate
        where TSource : class
        where TSurrogate : class
    {
        public Typed(Func<TSource, TSurrogate> toSurrogate, Func<TSurrogate, TSource> fromSurrogate)
        {
            From = typeof(TSource);
            To = typeof(TSurrogate);
            ToSurrogate = value => toSurrogate((TSource)value);
            FromSurrogate = value => fromSurrogate((TSurrogate)value);
        }
    }
}
